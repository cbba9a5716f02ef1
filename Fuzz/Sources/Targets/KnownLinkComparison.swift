import Addressing
import CrawlModel
import Extracting

/// Reads a page with some of its links known, and says what differs from the reading of all of it.
struct KnownLinkComparison {
  private let all: [Link]
  private let facts: DocumentFacts

  init?(_ page: [UInt8], at address: WebAddress) {
    let context = DocumentContext(address: address)
    var links: [Link] = []
    guard let facts = try? HTMLLinks().extract(from: page.span, in: context, { links.append($0) })
    else { return nil }
    all = links
    self.facts = facts
  }

  /// What differs; `nil` where only known links to pages are missing, and each is counted.
  func difference(_ page: [UInt8], at address: WebAddress) -> String? {
    let context = DocumentContext(address: address)
    let memory = Memory()
    _ = try? HTMLLinks().extract(from: page.span, in: context, leavingOut: memory) { _ in }
    memory.isTaught = true
    var links: [Link] = []
    guard
      var facts = try? HTMLLinks().extract(
        from: page.span, in: context, leavingOut: memory, { links.append($0) })
    else { return "the page with known links could not be read" }
    var missing: [Link] = []
    var next = links[...]
    for link in all {
      if link == next.first { next.removeFirst() } else { missing.append(link) }
    }
    if let link = next.first { return "with known links there is \(link)" }
    for link in missing where link.kind != .page || !memory.addresses.contains(link.address) {
      return "with known links there is no \(link)"
    }
    guard facts.knownLinks == missing.count else {
      return "\(missing.count) links are missing, \(facts.knownLinks) counted"
    }
    facts.linkCount += facts.knownLinks
    facts.knownLinks = 0
    guard facts == self.facts else {
      return "with known links \(facts)\nwithout \(self.facts)"
    }
    return nil
  }

  /// Knows every other reference that it learnt.
  private final class Memory: KnownLinks {
    var isTaught = false
    private(set) var addresses: Set<WebAddress> = []
    private var references: Set<[UInt8]> = []

    func isKnown(_ reference: Span<UInt8>) -> Bool {
      isTaught && references.contains(reference.withUnsafeBufferPointer { Array($0) })
    }

    func learn(_ reference: Span<UInt8>, _ link: Link) {
      guard !isTaught, let last = reference.indices.last, reference[last] & 1 == 0 else { return }
      references.insert(reference.withUnsafeBufferPointer { Array($0) })
      addresses.insert(link.address)
    }
  }
}
