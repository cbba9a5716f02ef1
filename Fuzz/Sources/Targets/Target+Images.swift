import CrawlModel
import Sniffing

extension Target {
  static let image = Target(
    "image", "headers of all image formats: what a beginning shows, the whole file shows too"
  ) { ImageReading.fault(of: $0) }

  static let type = Target(
    "type",
    "types of documents: the type of a beginning that is no text does not depend on the rest"
  ) { input in
    for declared in [
      nil, "text/html", "application/xhtml+xml; charset=x", "text/css", "text/plain",
    ] {
      _ = MediaTypeSniffer.sniff(input.span, declared: declared)
    }
    let text = String(decoding: input, as: UTF8.self)
    _ = MediaTypeSniffer.sniff("<svg>".utf8.span, declared: text)
    return nil
  }
}

/// An image file as it arrives.
enum ImageReading {
  static func fault(of input: [UInt8]) -> String? {
    let whole = ImageSniffer.examine(input.span, isComplete: true)
    switch whole {
    case .needsMore: return "a whole file needs more"
    case .image(let facts):
      if let fault = fault(in: facts) { return fault }
      _ = ImageSniffer.isWhole(input.span, facts.format)
    case .damaged, .notAnImage: break
    }
    // Near the start, where headers are, and at a few places behind it.
    let cuts = Array(0..<min(64, input.count)) + (1..<16).map { input.count * $0 / 16 }
    for cut in cuts {
      let part = ImageSniffer.examine(input.span.extracting(..<cut), isComplete: false)
      if case .image(let facts) = part, let fault = fault(in: facts) { return fault }
      guard isContinued(part, by: whole) else {
        return "after \(cut) of \(input.count) bytes it is \(part), in the end \(whole)"
      }
    }
    return nil
  }

  private static func fault(in facts: ImageFacts) -> String? {
    guard facts.format != .svg else { return nil }
    guard let width = facts.width, let height = facts.height, width > 0, height > 0,
      width <= ImageSniffer.longestSide, height <= ImageSniffer.longestSide
    else { return "\(facts) has no size" }
    guard facts.orientation.map({ (1...8).contains($0) }) ?? true else { return "\(facts)" }
    return nil
  }

  /// Whether more bytes may turn one result into the other.
  private static func isContinued(_ part: SniffResult, by whole: SniffResult) -> Bool {
    switch (part, whole) {
    case (.needsMore, _): return true
    case (.image(let early), .image(let late)):
      return early.format == late.format && early.width == late.width
        && early.height == late.height
    case (.notAnImage, .notAnImage): return true
    case (.damaged(let early), .damaged(let late)): return early == late
    case (.damaged, _), (.image, _), (.notAnImage, _): return false
    }
  }
}
