public import Addressing

/// An owner's request to exclude an image from an index or from machine learning, and its source.
///
/// In mode `archive` it is recorded with the image; in mode `ml` it is obeyed as well.
public struct OptOut: Sendable, Hashable {
  /// The meaning; the raw value is the fixed word in the manifest.
  public enum Signal: String, Sendable, Hashable, CaseIterable {
    /// The page or the image must not be indexed for search.
    case noindex
    /// The images of the page must not be indexed for search.
    case noimageindex
    /// The link that leads to it must not be followed.
    case nofollow
    /// Nothing on the page may be used for machine learning.
    case noai
    /// The images of the page may not be used for machine learning.
    case noimageai
    /// The rights to text and data mining are reserved (W3C TDM Reservation Protocol).
    case miningReserved = "tdm-reservation"
    /// Training is not an allowed use (IETF AIPREF, `Content-Usage`; `Content-Signal`).
    case contentUsage = "content-usage"
    /// `ai.txt` does not allow it (Spawning).
    case aiRules = "ai-txt"
    /// The image file itself forbids data mining or training (`plus:DataMining`, C2PA).
    case dataMining = "data-mining"
  }

  /// The source; the raw value is the fixed word in the manifest.
  public enum Place: String, Sendable, Hashable, CaseIterable {
    /// In a header field of the response.
    case header
    /// In a `meta` element of the page.
    case meta
    /// In the `rel` attribute of the link.
    case link
    /// In the site's robots.txt.
    case robots = "robots.txt"
    /// In the site's `/.well-known/tdmrep.json`.
    case miningRules = "tdmrep.json"
    /// In the site's `/ai.txt`.
    case aiRules = "ai.txt"
    /// In the XMP of the image file.
    case xmp
    /// In the C2PA manifest of the image file.
    case c2pa
  }

  /// The maximum length of a stored value, in characters.
  public static let longestValue = 300

  /// The meaning.
  public var signal: Signal
  /// The kind of source.
  public var place: Place
  /// The response, page or file that contains it.
  public var source: WebAddress
  /// The original text.
  public var value: String

  /// Makes a record from its parts; a long value is cut, and control characters become spaces.
  public init(_ signal: Signal, in place: Place, of source: WebAddress, value: String) {
    self.signal = signal
    self.place = place
    self.source = source
    let characters = value.unicodeScalars.prefix(Self.longestValue).map {
      $0.value < 0x20 || $0.value == 0x7F ? " " : Character($0)
    }
    self.value = String(characters)
  }

  /// The evidence as readable text.
  public var sentence: String { "\(signal.rawValue) in \(place.rawValue) of \(source): \(value)" }
}

/// What opt-outs mean for a crawl.
public enum OptOutMode: String, Sendable, Hashable, CaseIterable {
  /// They are recorded with each image.
  case archive
  /// They are obeyed: content that must not be used for machine learning is not fetched.
  case ml
}
