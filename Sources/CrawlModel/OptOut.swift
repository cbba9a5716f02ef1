public import Addressing

/// A wish of an owner that an image be left out of an index or of machine learning, and where it
/// stands.
///
/// In mode `archive` it is recorded with the image, in mode `ml` it is obeyed as well.
public struct OptOut: Sendable, Hashable {
  /// What is said; the raw value is the fixed word of the manifest.
  public enum Signal: String, Sendable, Hashable, CaseIterable {
    /// The page or the image is not to be found by search.
    case noindex
    /// The images of the page are not to be found by search.
    case noimageindex
    /// The link that leads to it is not to be followed.
    case nofollow
    /// Nothing of the page is for machine learning.
    case noai
    /// The images of the page are not for machine learning.
    case noimageai
    /// The rights to text and data mining are reserved (W3C TDM Reservation Protocol).
    case miningReserved = "tdm-reservation"
    /// Training is not among the welcome uses (IETF AIPREF, `Content-Usage`; `Content-Signal`).
    case contentUsage = "content-usage"
    /// `ai.txt` does not allow it (Spawning).
    case aiRules = "ai-txt"
  }

  /// Where it is said; the raw value is the fixed word of the manifest.
  public enum Place: String, Sendable, Hashable, CaseIterable {
    /// In a header field of the answer.
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
  }

  /// The longest value that is kept, in characters.
  public static let longestValue = 300

  /// What is said.
  public var signal: Signal
  /// Where it is said.
  public var place: Place
  /// The answer, page or file in which it stands.
  public var source: WebAddress
  /// How it is written there.
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

  /// The evidence in words for a person.
  public var sentence: String { "\(signal.rawValue) in \(place.rawValue) of \(source): \(value)" }
}

/// What opt-outs mean for a crawl.
public enum OptOutMode: String, Sendable, Hashable, CaseIterable {
  /// They are recorded with each image.
  case archive
  /// They are obeyed: what is said to be no matter for machine learning is not taken.
  case ml
}
