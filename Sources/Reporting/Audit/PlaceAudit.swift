import Addressing
import CrawlModel

/// Judges the places where pages show an image.
enum PlaceAudit {
  /// How many times wider and higher than declared an image may be: screens with two pixels for each
  /// CSS pixel are common, and more are hardly seen.
  static let density = 2
  /// The minimum number of bytes that the right size would save; Lighthouse's limit.
  static let leastSaving = 4096

  static func findings(
    of entry: ManifestEntry, isWhole: Bool, decorative: inout Int
  ) -> [AuditFinding] {
    var missing: AuditFinding?
    var empty: AuditFinding?
    var mixed: AuditFinding?
    var oversized: AuditFinding?
    let url = entry.key.text
    let isPlain = url.utf8.starts(with: "http:".utf8)
    func add(
      _ place: FoundReference, to finding: inout AuditFinding?,
      _ fresh: @autoclosure () -> AuditFinding
    ) {
      var all = finding ?? fresh()
      all.add(page: place.page.text)
      finding = all
    }
    for place in entry.found {
      switch alternative(place.caption) {
      case .missing: add(place, to: &missing, AuditFinding(.missingAlt, url, "No alt attribute"))
      case .empty: add(place, to: &empty, AuditFinding(.emptyAlt, url, "alt is empty"))
      case .decoration: decorative += 1
      case .present: break
      }
      if isPlain, place.via.role.isLoaded, place.page.text.utf8.starts(with: "https:".utf8) {
        add(place, to: &mixed, AuditFinding(.mixedContent, url, "Loaded by http"))
      }
      if isWhole, let shown = shown(place.caption, tooSmallFor: entry) {
        add(place, to: &oversized, AuditFinding(.oversized, url))
        if shown.width > oversized?.shown?.width ?? 0 { oversized?.shown = shown }
      }
    }
    if let found = oversized { oversized = described(found, entry) }
    return [missing, empty, mixed, oversized].compactMap(\.self)
  }

  // MARK: Alternative texts

  private enum Text { case present, missing, empty, decoration }

  private static func alternative(_ caption: Caption) -> Text {
    let alt = caption.alt.map { text in text.allSatisfy(\.isWhitespace) }
    switch (caption.alternative, alt) {
    case (nil, _), (.name, _): return .present
    case (.decoration, _): return .decoration
    case (_, nil), (.label, true): return .missing
    case (_, true): return .empty
    case (_, false): return .present
    }
  }

  // MARK: Sizes

  /// The size that a place declares, if the image has far more pixels.
  ///
  /// Browsers choose among candidates, so these are not judged, and neither is their fallback.
  private static func shown(
    _ caption: Caption, tooSmallFor entry: ManifestEntry
  ) -> AuditFinding.Size? {
    guard caption.showing == .alone, entry.format != .svg, let bytes = entry.bytes,
      let pixels = pixels(of: entry)
    else { return nil }
    // A page may declare any number; no screen has more pixels than this.
    let lengths = 1...100_000
    let width = caption.width ?? caption.height.map { scaled($0, pixels.width, pixels.height) }
    let height = caption.height ?? caption.width.map { scaled($0, pixels.height, pixels.width) }
    guard let width, let height, lengths.contains(width), lengths.contains(height),
      pixels.width > width * density, pixels.height > height * density
    else { return nil }
    let needed = Double(width * density) * Double(height * density)
    let saving = Double(bytes) * (1 - needed / (Double(pixels.width) * Double(pixels.height)))
    return saving >= Double(leastSaving) ? AuditFinding.Size(width, height) : nil
  }

  private static func scaled(_ length: Int, _ part: Int, _ whole: Int) -> Int {
    let scaled = (Double(length) * Double(part) / Double(whole)).rounded(.up)
    return Int(min(max(scaled, 0), 1e9))
  }

  /// The size for display; `nil` if it is not known.
  private static func pixels(of entry: ManifestEntry) -> AuditFinding.Size? {
    guard let width = entry.width, let height = entry.height, width > 0, height > 0 else {
      return nil
    }
    return (5...8).contains(entry.orientation ?? 1)
      ? AuditFinding.Size(height, width) : AuditFinding.Size(width, height)
  }

  private static func described(_ finding: AuditFinding, _ entry: ManifestEntry) -> AuditFinding {
    var finding = finding
    finding.bytes = entry.bytes
    finding.pixels = pixels(of: entry)
    if let pixels = finding.pixels, let shown = finding.shown {
      finding.detail =
        "\(pixels.width) × \(pixels.height) pixels (\(Readable.bytes(entry.bytes ?? 0))) shown as "
        + "\(shown.width) × \(shown.height)"
    }
    return finding
  }
}

extension Via.Role {
  /// Whether a browser that shows the document loads the image.
  fileprivate var isLoaded: Bool { self == .embedded || self == .icon }
}
