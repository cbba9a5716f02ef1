import Addressing
import CrawlModel

/// Links to pages that may lead to an image of this page in full size.
extension LinkFinder {
  // MARK: Links around images

  /// Begins an `a` whose attributes have the links from `first` on.
  mutating func noteAnchor(from first: Int) {
    guard let link = links[first...].firstIndex(where: { $0.kind == .page }),
      links[link].via.role == .hyperlink
    else { return }
    anchor = link
    // A background, or an address for a script.
    if links[first...].contains(where: { $0.kind == .image }) { noteImageInAnchor() }
  }

  /// Records that the open `a` is around an image.
  mutating func noteImageInAnchor() {
    guard let link = anchor else { return }
    markFullSize(link)
    anchor = nil
  }

  // MARK: Links with the address of an image

  /// Marks the links to other hosts whose addresses differ from that of an image only in a size.
  ///
  /// On the own host a page link is followed anyway. Most pages link to no host of their images, so
  /// few addresses have to be compared.
  mutating func markOtherSizes() {
    let ownOrigin = "\(document.origin)/"
    var hosts: Set<String>?
    var images: Set<SizelessAddress>?
    for index in links.indices
    where links[index].kind == .page && links[index].via.role == .hyperlink {
      guard !links[index].address.text.hasPrefix(ownOrigin) else { continue }
      let host = links[index].address.host
      let imageHosts =
        hosts ?? Set(links.lazy.filter { $0.kind == .image }.map(\.address.host))
      hosts = imageHosts
      guard imageHosts.contains(host), let address = SizelessAddress(links[index].address) else {
        continue
      }
      let sizeless =
        images
        ?? Set(links.lazy.filter { $0.kind == .image }.compactMap { SizelessAddress($0.address) })
      images = sizeless
      if sizeless.contains(address) { markFullSize(index) }
    }
  }

  private mutating func markFullSize(_ link: Int) {
    // A logo leads to the first page of a site, and no image is there.
    guard links[link].address.pathAndQuery != "/" else { return }
    links[link].via = Via(links[link].via.text, .fullSize)
  }
}
