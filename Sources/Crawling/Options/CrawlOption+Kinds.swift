import CrawlModel
import Files
import Threads

/// The kinds of options.
extension CrawlOption {
  typealias Path<Value> = any WritableKeyPath<CrawlConfiguration, Value> & Sendable

  /// A number that always has a value.
  static func number(
    _ name: String, _ path: Path<Int>, from least: Int, to most: Int = .max,
    isIdentity: Bool = false, mention: Mention = .always
  ) -> CrawlOption {
    let standard = CrawlConfiguration(output: "")[keyPath: path]
    return CrawlOption(
      name: name, isIdentity: isIdentity, isRepeatable: false, mention: mention,
      values: { ["\($0[keyPath: path])"] },
      set: { $0[keyPath: path] = $1.first.flatMap { Int($0) } ?? standard },
      problem: { problem(name, $0[keyPath: path], least, most) })
  }

  /// A number that may be absent; `otherwise` computes what takes effect then.
  static func number(
    _ name: String, ifSet path: Path<Int?>, from least: Int, to most: Int = .max,
    isIdentity: Bool = false,
    otherwise: @escaping @Sendable (CrawlConfiguration) -> Int? = { _ in nil }
  ) -> CrawlOption {
    CrawlOption(
      name: name, isIdentity: isIdentity, isRepeatable: false, mention: .always,
      values: { $0[keyPath: path].map { ["\($0)"] } ?? [] },
      shown: { ($0[keyPath: path] ?? otherwise($0)).map { ["\($0)"] } ?? [] },
      set: { $0[keyPath: path] = $1.first.flatMap { Int($0) } },
      problem: { $0[keyPath: path].flatMap { problem(name, $0, least, most) } })
  }

  private static func problem(_ name: String, _ value: Int, _ least: Int, _ most: Int) -> String? {
    if value < least { return "\(name) is \(value); it must be at least \(least)." }
    return value > most ? "\(name) is \(value); it must be at most \(most)." : nil
  }

  /// A time in seconds that always has a value.
  static func time(
    _ name: String, _ path: Path<Duration>, mayBeZero: Bool, mention: Mention = .always
  ) -> CrawlOption {
    CrawlOption(
      name: name, isIdentity: false, isRepeatable: false, mention: mention,
      values: { ["\($0[keyPath: path].inSeconds)"] },
      set: { configuration, values in
        if let seconds = values.first.flatMap({ Double($0) }) {
          configuration[keyPath: path] = .seconds(seconds)
        }
      },
      problem: { problem(name, $0[keyPath: path], mayBeZero: mayBeZero) })
  }

  /// A time in seconds, more than zero, that may be absent.
  static func time(_ name: String, ifSet path: Path<Duration?>) -> CrawlOption {
    CrawlOption(
      name: name, isIdentity: false, isRepeatable: false, mention: .always,
      values: { $0[keyPath: path].map { ["\($0.inSeconds)"] } ?? [] },
      set: { $0[keyPath: path] = $1.first.flatMap { Double($0) }.map { .seconds($0) } },
      problem: { $0[keyPath: path].flatMap { problem(name, $0, mayBeZero: false) } })
  }

  private static func problem(_ name: String, _ value: Duration, mayBeZero: Bool) -> String? {
    guard value < .zero || (value == .zero && !mayBeZero) else { return nil }
    let least = mayBeZero ? "not be less than zero" : "be more than zero"
    return "\(name) is \(value); it must \(least)."
  }

  /// One of several words.
  static func choice<Choice: RawRepresentable<String> & SendableMetatype>(
    _ name: String, _ path: Path<Choice>, isIdentity: Bool, mention: Mention = .always
  ) -> CrawlOption {
    CrawlOption(
      name: name, isIdentity: isIdentity, isRepeatable: false, mention: mention,
      values: { [$0[keyPath: path].rawValue] },
      set: { configuration, values in
        if let choice = values.first.flatMap({ Choice(rawValue: $0) }) {
          configuration[keyPath: path] = choice
        }
      },
      problem: { _ in nil })
  }

  /// A switch, written as one of two words.
  static func flag(
    _ name: String, _ path: Path<Bool>, _ words: (yes: String, no: String) = ("true", "false"),
    isIdentity: Bool = false, mention: Mention = .ifChanged
  ) -> CrawlOption {
    CrawlOption(
      name: name, isIdentity: isIdentity, isRepeatable: false, mention: mention,
      values: { [$0[keyPath: path] ? words.yes : words.no] },
      set: { $0[keyPath: path] = $1.first == words.yes },
      problem: { _ in nil })
  }

  /// A file that may be absent.
  ///
  /// A relative path is kept as an absolute one, so that the crawl can be resumed from another folder.
  static func path(_ name: String, ifSet path: Path<String?>) -> CrawlOption {
    CrawlOption(
      name: name, isIdentity: false, isRepeatable: false, mention: .never,
      values: { $0[keyPath: path].map { [Folder.absolute($0)] } ?? [] },
      set: { $0[keyPath: path] = $1.first },
      problem: {
        $0[keyPath: path]?.isEmpty == true ? "\(name) is empty; give the path of a file." : nil
      })
  }

  /// Any number of folders; kept as ``path(_:ifSet:)`` does.
  static func paths(_ name: String, _ path: Path<[String]>) -> CrawlOption {
    CrawlOption(
      name: name, isIdentity: false, isRepeatable: true, mention: .always,
      values: { $0[keyPath: path].map(Folder.absolute) }, shown: { $0[keyPath: path] },
      set: { $0[keyPath: path] = $1 }, problem: { _ in nil })
  }
}
