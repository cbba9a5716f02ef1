import Addressing
import Bytes
import CrawlModel

/// The index of the gallery: what its script must know of each image, as files beside the page.
///
/// A page opened from disk may not read a file, but it may run one. So each file is a script of calls
/// `magpieIndex({…})` with data only: the rows of up to ``Gallery/imagesPerPage`` images, and the pages
/// that they refer to by number. The first file, `index.js`, has the largest images, with which the
/// script can begin, and says how many other files there are.
///
/// A row is an array: file, address, width, height (0 if unknown), bytes, format, caption, second
/// line, numbers of the pages, number of all pages, milliseconds since 1970 when it was found and when it
/// changed (0 if unknown or never), duplicates, a sum of ``Flag``s, and on a live page the digest of its
/// content.
struct GalleryIndex {
  /// The maximum length of a text in Unicode scalars.
  static let textLimit = 400

  /// What else a row says.
  struct Flag: OptionSet {
    let rawValue: Int
    /// It is no longer on the site.
    static let gone = Flag(rawValue: 1)
    /// It is an older content of its address.
    static let older = Flag(rawValue: 2)
    /// Its content is at another address now.
    static let moved = Flag(rawValue: 4)
    /// A page shows it without any text for those who cannot see it.
    static let lacksAlternative = Flag(rawValue: 8)
    /// It is animated.
    static let animated = Flag(rawValue: 16)
    /// The last run could not get it, or skipped it.
    static let earlier = Flag(rawValue: 32)
  }

  private var images: [GalleryImage] = []
  /// Whether the rows have the digests, by which a live page names the files.
  var hasDigests = false

  /// Adds an image.
  mutating func add(_ image: GalleryImage) { images.append(image) }

  /// Returns a call with all images added since the last one, to which `fill` adds members.
  mutating func take(_ fill: (inout JSONObject) -> Void = { _ in }) -> [UInt8] {
    Array("magpieIndex(".utf8) + takeData(fill) + Array(");\n".utf8)
  }

  /// Returns only the data of that call.
  mutating func takeData(_ fill: (inout JSONObject) -> Void) -> [UInt8] {
    var json = JSONWriter()
    let hasDigests = hasDigests
    var numbers: [GalleryImage.Place: Int] = [:]
    var places: [GalleryImage.Place] = []
    json.object { call in
      fill(&call)
      call.array("rows") { rows in
        for image in images {
          let shown = image.places.map { place in
            if let number = numbers[place] { return number }
            numbers[place] = places.count
            places.append(place)
            return places.count - 1
          }
          rows.array { row in
            Self.write(image, shown, to: &row)
            if hasDigests { row.add(image.entry.sha256 ?? "") }
          }
        }
      }
      call.array("pages") { list in
        for place in places {
          list.array {
            $0.add(place.address.text)
            $0.add((place.title ?? "").cut(to: Self.textLimit))
          }
        }
      }
    }
    images.removeAll(keepingCapacity: true)
    return json.bytes
  }

  private static func write(_ image: GalleryImage, _ places: [Int], to row: inout JSONArray) {
    let entry = image.entry
    row.add(image.file)
    row.add(entry.key.address?.text ?? "")
    row.add(image.size?.width ?? 0)
    row.add(image.size?.height ?? 0)
    row.add(entry.bytes ?? 0)
    row.add(entry.format?.rawValue ?? "")
    row.add(image.caption.cut(to: textLimit))
    row.add((image.more ?? "").cut(to: textLimit))
    row.array { list in for place in places { list.add(place) } }
    row.add(image.placeCount)
    row.add(entry.foundAt?.milliseconds ?? 0)
    row.add(entry.changedAt?.milliseconds ?? 0)
    row.add(image.duplicates)
    row.add(flags(image).rawValue)
  }

  private static func flags(_ image: GalleryImage) -> Flag {
    var flags: Flag = image.lacksAlternative ? .lacksAlternative : []
    if image.entry.isAnimated == true { flags.insert(.animated) }
    switch image.entry.status {
    case .gone where image.entry.replacedBy != nil: flags.insert(.older)
    case .gone: flags.insert(image.entry.movedTo == nil ? .gone : .moved)
    case .failed, .skipped: flags.insert(.earlier)
    case .stored, .duplicate, .unchanged, .pending: break
    }
    return flags
  }
}

extension Timestamp {
  /// Milliseconds since 1970, as scripts count them.
  var milliseconds: Int64 { seconds * 1000 + Int64(nanoseconds / 1_000_000) }
}

extension String {
  /// The text, cut off after a number of Unicode scalars.
  fileprivate func cut(to limit: Int) -> String {
    guard utf8.count > limit,
      let end = unicodeScalars.index(startIndex, offsetBy: limit, limitedBy: endIndex),
      end < endIndex
    else { return self }
    return self[..<end] + "…"
  }
}
