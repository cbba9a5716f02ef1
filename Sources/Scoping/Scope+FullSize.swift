public import CrawlModel

extension Scope {
  /// Returns the verdict on a link around an image that cannot be followed as a page, as an image:
  /// it often leads to the same image in full size, wherever that is.
  ///
  /// - Returns: the job of the image; `nil` for any other link, and if the image is not wanted.
  public func fullSizeImage(of link: Link, foundBy job: Job) -> Job? {
    guard link.kind == .page, link.via.role == .fullSize else { return nil }
    switch objection(to: link, foundBy: job) {
    case .scope, .depth, .notIncluded: break
    default: return nil
    }
    var image = link
    image.kind = .image
    guard case .follow(let successor) = verdict(on: image, foundBy: job) else { return nil }
    return successor
  }
}
