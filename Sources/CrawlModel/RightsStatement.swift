public import Addressing

/// A statement about the rights in an image, and where it stands.
public struct RightsStatement: Sendable, Hashable {
  /// What is stated; the raw value is the fixed word in the records.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The address of the licence, or of a page about it.
    case license
    /// The address at which a licence can be acquired.
    case acquireLicensePage = "acquire_license_page"
    /// The terms of use.
    case usageTerms = "usage_terms"
    /// The notice of copyright.
    case copyrightNotice = "copyright_notice"
    /// The text with which the source is to be named.
    case creditText = "credit_text"
    /// Who made it.
    case creator
    /// Who owns the rights.
    case owner
    /// Whether it is protected at all: `True`, or `False` for the public domain.
    case marked
    /// Whether it may be used for data mining or training (`plus:DataMining`, C2PA).
    case dataMining = "data_mining"
    /// It carries a C2PA manifest, which was not verified.
    case contentCredentials = "content_credentials"
  }

  /// Where it stands; the raw value is the fixed word in the records.
  public enum Place: String, Sendable, Hashable, CaseIterable {
    /// In the XMP of the file.
    case xmp
    /// In the IPTC record of the file.
    case iptc
    /// In the EXIF metadata of the file.
    case exif
    /// In the C2PA manifest of the file.
    case c2pa
    /// In JSON-LD of a page, about this image.
    case jsonLD = "json-ld"
    /// In microdata of a page (`itemprop`), around the image or about the page.
    case microdata
    /// In a link of a page (`rel=license`), around the image or about the page.
    case relLicense = "rel-license"
  }

  /// The maximum length of a value, in characters.
  public static let longestValue = 500

  /// What is stated.
  public let kind: Kind
  /// Where it stands.
  public let place: Place
  /// The text of the statement, in one line; empty for `contentCredentials`.
  public let value: String
  /// The page that states it; `nil` if the file does.
  public var page: WebAddress?

  /// Makes a statement; a long value is cut, and control characters become spaces.
  public init(_ kind: Kind, in place: Place, _ value: String) {
    self.kind = kind
    self.place = place
    var text = ""
    for scalar in value.unicodeScalars.prefix(Self.longestValue) {
      let isSpace = scalar.properties.isWhitespace || scalar.value < 0x20
      text.unicodeScalars.append(isSpace ? " " : scalar)
    }
    self.value = text.split(separator: " ").joined(separator: " ")
  }

  /// Makes a statement again from its recorded value, which is taken as it is.
  ///
  /// - Returns: `nil` if the value is longer than any that was recorded.
  public init?(_ kind: Kind, in place: Place, recorded value: String) {
    // A scalar has at most four bytes.
    guard value.utf8.count <= 4 * Self.longestValue else { return nil }
    self.kind = kind
    self.place = place
    self.value = value
  }

  /// Whether it states the same as another one, in the same bytes.
  ///
  /// Strings that differ only in the order of combining characters are equal, but to find that takes
  /// far longer, and each reference to an image has its statements.
  func says(_ other: RightsStatement) -> Bool {
    kind == other.kind && place == other.place && value.utf8.count == other.value.utf8.count
      && value.utf8.elementsEqual(other.value.utf8)
  }

  /// Whether it forbids data mining or training, or allows it only under conditions.
  public var forbidsMining: Bool {
    guard kind == .dataMining else { return false }
    return switch place {
    case .c2pa: !value.hasSuffix(" allowed")
    default: value.contains("DMI-PROHIBITED")
    }
  }
}

/// What an image file, or a page that shows it, says about the rights in it.
public struct ImageRights: Sendable, Hashable {
  /// The maximum number of statements of one file.
  public static let most = 32

  /// The statements, in the order of the file; none twice.
  public private(set) var statements: [RightsStatement] = []

  /// Makes a value without statements.
  public init() {}

  /// Whether there are no statements.
  public var isEmpty: Bool { statements.isEmpty }

  /// Whether there are as many statements as there can be: no other is added.
  public var isFull: Bool { statements.count >= Self.most }

  /// Whether a statement forbids data mining or training, or allows it only under conditions.
  public var forbidsMining: Bool { statements.contains(where: \.forbidsMining) }

  /// Adds a statement, unless its value is empty, or there already, or there are too many.
  ///
  /// Of pages that state the same, the first counts.
  public mutating func add(_ statement: RightsStatement) {
    guard !isFull,
      !statement.value.isEmpty || statement.kind == .contentCredentials,
      !statements.contains(where: { $0.says(statement) })
    else { return }
    statements.append(statement)
  }

  /// Returns the statements that forbid data mining, as opt-outs of an image at an address.
  public func optOuts(of address: WebAddress) -> [OptOut] {
    statements.filter(\.forbidsMining).map { statement in
      OptOut(
        .dataMining, in: statement.place == .c2pa ? .c2pa : .xmp, of: address,
        value: statement.value)
    }
  }

  /// Returns the first statement of a kind.
  public subscript(kind: RightsStatement.Kind) -> String? {
    statements.first { $0.kind == kind }?.value
  }
}
