import Addressing
import CrawlModel
import Patterns
import Scheduling

/// The rules that a user may change while a crawl runs: the content of `.magpie/rules`.
///
/// A line is empty, a comment that begins with `#`, or one of
///
///     include RE          exclude RE          include-image RE          exclude-image RE
///     delay [HOST] SECONDS                    per-host [HOST] N
///
/// as on the command line; they apply in addition to its options.
package struct RulesText {
  /// The maximum number of bytes read.
  static let sizeLimit = 1 << 20
  /// The maximum number of rules.
  static let mostRules = 10_000
  /// The maximum number of mistakes reported.
  static let mistakesTold = 20

  /// A pattern and the line that contains it.
  struct Line: Sendable {
    let number: Int
    let text: String
    let pattern: Pattern
  }

  /// A line that is not a valid rule.
  struct Mistake: Hashable, Sendable {
    let line: Int
    let words: String
  }

  private(set) var include: [Line] = []
  private(set) var exclude: [Line] = []
  private(set) var includeImage: [Line] = []
  private(set) var excludeImage: [Line] = []
  private(set) var pace = QueueRules.Pace()
  private(set) var paces: [String: QueueRules.Pace] = [:]
  /// The number of rules.
  private(set) var count = 0
  /// The mistakes; if there are any, none of the rules may be applied.
  private(set) var mistakes: [Mistake] = []

  /// Parses the content of a file.
  package init(_ bytes: [UInt8]) {
    guard bytes.count <= Self.sizeLimit else {
      mistakes.append(Mistake(line: 1, words: "The file has more than 1 MiB."))
      return
    }
    // Some editors write a byte order mark at the start.
    let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    guard let text = String(validating: content, as: UTF8.self), !text.utf8.contains(0) else {
      mistakes.append(Mistake(line: 1, words: "The file is no text in UTF-8."))
      return
    }
    var number = 0
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      number += 1
      read(line, number)
      guard count <= Self.mostRules else {
        mistakes.append(
          Mistake(line: number, words: "There are more than \(Self.mostRules) rules."))
        return
      }
    }
  }

  private mutating func read(_ line: Substring, _ number: Int) {
    let words = line.split(maxSplits: 1, whereSeparator: \.isWhitespace)
    guard let name = words.first, !name.hasPrefix("#") else { return }
    let value = words.count > 1 ? Self.trimmed(words[1]) : ""
    count += 1
    switch name {
    case "include": add(value, line, number, to: \.include)
    case "exclude": add(value, line, number, to: \.exclude)
    case "include-image": add(value, line, number, to: \.includeImage)
    case "exclude-image": add(value, line, number, to: \.excludeImage)
    case "delay":
      setPace(value, number, "a number of seconds from 0 to 86400") { pace, word in
        guard let seconds = Double(word), (0...86_400).contains(seconds) else { return false }
        pace.delay = .milliseconds(Int(seconds * 1_000))
        return true
      }
    case "per-host":
      setPace(value, number, "a number from 1 to 65536") { pace, word in
        guard let transfers = Int(word), (1...65_536).contains(transfers) else { return false }
        pace.transfers = transfers
        return true
      }
    default:
      mistakes.append(
        Mistake(
          line: number,
          words: "'\(name.prefix(40))' is no rule; there are include, exclude, include-image, "
            + "exclude-image, delay and per-host."))
    }
  }

  private mutating func add(
    _ value: String, _ line: Substring, _ number: Int, to list: WritableKeyPath<Self, [Line]>
  ) {
    guard !value.isEmpty else {
      return mistakes.append(Mistake(line: number, words: "There is no regular expression."))
    }
    do throws(PatternError) {
      self[keyPath: list].append(
        Line(number: number, text: Self.trimmed(line), pattern: try Pattern(value)))
    } catch {
      mistakes.append(Mistake(line: number, words: "\(error)."))
    }
  }

  private mutating func setPace(
    _ value: String, _ number: Int, _ wanted: String,
    _ set: (inout QueueRules.Pace, Substring) -> Bool
  ) {
    let words = value.split(whereSeparator: \.isWhitespace)
    guard let last = words.last, words.count <= 2 else {
      return mistakes.append(
        Mistake(line: number, words: "There must be \(wanted), perhaps with a host before it."))
    }
    var pace = self.pace
    var host = ""
    if words.count == 2 {
      guard let name = Self.host(words[0]) else {
        return mistakes.append(
          Mistake(
            line: number,
            words: "'\(words[0].prefix(40))' is no host; write example.com or *.example.com."))
      }
      host = name
      pace = paces[host] ?? QueueRules.Pace()
    }
    guard set(&pace, last) else {
      return mistakes.append(Mistake(line: number, words: "'\(last.prefix(40))' is not \(wanted)."))
    }
    if words.count == 2 { paces[host] = pace } else { self.pace = pace }
  }

  /// Returns the host in canonical form, with a leading dot for all names below it; `nil` if no
  /// address can have it, or if it is probably a mistake.
  private static func host(_ word: Substring) -> String? {
    let isWide = word.hasPrefix("*.")
    let name = isWide ? word.dropFirst(2) : word
    let isBracketed = name.hasPrefix("[") && name.hasSuffix("]")
    // A number would be read as an IPv4 address; it is more likely a misplaced delay.
    guard Double(name) == nil, !name.contains(where: { "/?#@\\*".contains($0) }),
      isBracketed || !name.contains(":"), let address = try? WebAddress("http://\(name)/")
    else { return nil }
    return isWide ? ".\(address.host)" : address.host
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}

extension RulesText {
  /// The rules in the form that the frontier applies.
  var queueRules: QueueRules {
    var rules = QueueRules()
    rules.pace = pace
    rules.paces = paces
    let hasPatterns =
      !(include.isEmpty && exclude.isEmpty && includeImage.isEmpty && excludeImage.isEmpty)
    if hasPatterns { rules.objection = { objection(to: $0, $1) } }
    return rules
  }

  /// Returns why a waiting job must not be fetched.
  ///
  /// As on the command line, patterns do not apply to seeds, nor to style sheets, lists and
  /// manifests, which belong to pages.
  private func objection(to job: Job, _ request: Request) -> Refusal? {
    let (wanted, unwanted): ([Line], [Line])
    switch job.kind {
    case .image: (wanted, unwanted) = (includeImage, excludeImage)
    case .page:
      guard job.parent != nil else { return nil }
      (wanted, unwanted) = (include, exclude)
    case .stylesheet, .feed, .sitemap, .manifest, .robots, .optOuts: return nil
    }
    // The target of redirects must match as well.
    let refusal = objection(to: job.address.text, of: job.kind, wanted, unwanted)
    guard refusal == nil, request.target != job.address else { return refusal }
    return objection(to: request.target.text, of: job.kind, wanted, unwanted)
  }

  private func objection(
    to address: String, of kind: Job.Kind, _ wanted: [Line], _ unwanted: [Line]
  ) -> Refusal? {
    if let line = unwanted.first(where: { $0.pattern.occurs(in: address) }) {
      return Refusal(
        .skipped(.excluded), note: "line \(line.number) of .magpie/rules: \(line.text)")
    }
    guard !wanted.isEmpty, !wanted.contains(where: { $0.pattern.occurs(in: address) }) else {
      return nil
    }
    return Refusal(
      .skipped(.notIncluded),
      note: "no \(kind == .image ? "include-image" : "include") line "
        + "of .magpie/rules matches")
  }
}
