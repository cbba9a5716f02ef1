/// A pattern for the names of stored files: `{host}/{path}/{name}`.
///
/// It has no extension: that of the format is added. Whatever it says, a file stays in the folder of
/// the images, and its name is made safe and unique.
public struct LayoutPattern: Sendable, Hashable {
  /// What a placeholder stands for.
  public enum Field: String, Sendable, Hashable, CaseIterable {
    /// The host of the image.
    case host
    /// The folders in the address of the image.
    case path
    /// The file name in the address of the image, without its extension.
    case name
    /// The path of the page that the image was found on, without an extension.
    case page
    /// The SHA-256 of the content.
    case sha256
    /// The day on which it was fetched, in UTC.
    case date
    /// The format, such as `jpeg`.
    case format
    /// The width in pixels.
    case width
    /// The height in pixels.
    case height
    /// A number, counted in each folder.
    case n
  }

  /// A part of a name.
  public enum Part: Sendable, Hashable {
    /// A text as it is written.
    case text(String)
    /// A placeholder.
    case field(Field)
  }

  /// Why a text is no pattern.
  public struct Mistake: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, in a sentence.
    public let description: String
  }

  /// The maximum length of a pattern in bytes.
  public static let longest = 200

  /// The pattern as written.
  public let text: String
  /// The parts of each folder, and of the file at the end.
  public let levels: [[Part]]

  /// Reads a pattern.
  ///
  /// - Throws: a `Mistake` for an unknown placeholder, a pattern without any, and one that leads out of
  ///   the folder.
  public init(_ text: String) throws(Mistake) {
    guard text.utf8.count <= Self.longest else {
      throw Mistake(description: "The pattern is longer than \(Self.longest) bytes.")
    }
    guard !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0 == "\\" || $0 == "\u{7F}" })
    else { throw Mistake(description: "A pattern has no backslashes and no control characters.") }
    var levels: [[Part]] = []
    for level in text.split(separator: "/", omittingEmptySubsequences: false) {
      guard level != ".", level != ".." else {
        throw Mistake(description: "'\(level)' would lead out of the folder of the images.")
      }
      guard !level.isEmpty else {
        throw Mistake(
          description: levels.isEmpty
            ? "A pattern does not begin with a slash: it stays in the folder of the images."
            : "A name in the pattern is empty.")
      }
      levels.append(try Self.parts(of: level))
    }
    // The extension is added anyway.
    if let last = levels.last, last.count > 1, last.last == .field(.format),
      case .text(let before) = last[last.count - 2], before.last == "."
    {
      levels[levels.count - 1] = Array(last.dropLast(2))
      if before.count > 1 { levels[levels.count - 1].append(.text(String(before.dropLast()))) }
    }
    guard levels.joined().contains(where: { if case .field = $0 { true } else { false } }),
      levels.last?.isEmpty == false
    else {
      throw Mistake(
        description: "It is neither site, hash or flat nor a pattern with placeholders; "
          + "they are \(Self.placeholders).")
    }
    self.text = text
    self.levels = levels
  }

  private static let placeholders = Field.allCases.map { "{\($0.rawValue)}" }
    .joined(separator: ", ")

  private static func parts(of level: Substring) throws(Mistake) -> [Part] {
    var parts: [Part] = []
    var rest = level
    while !rest.isEmpty {
      let text = rest.prefix { $0 != "{" && $0 != "}" }
      if !text.isEmpty { parts.append(.text(String(text))) }
      rest = rest.dropFirst(text.count)
      guard let brace = rest.first else { break }
      guard brace == "{", let end = rest.firstIndex(of: "}") else {
        throw Mistake(description: "A brace in '\(level)' has no partner.")
      }
      let name = rest[rest.index(after: rest.startIndex)..<end]
      guard let field = Field(rawValue: String(name)) else {
        throw Mistake(
          description: "{\(name)} is no placeholder; they are \(placeholders).")
      }
      parts.append(.field(field))
      rest = rest[rest.index(after: end)...]
    }
    return parts
  }
}
