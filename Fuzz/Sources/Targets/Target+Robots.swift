@testable import Robots

extension Target {
  static let robots = Target(
    "robots", "robots.txt and ai.txt: verdicts are those of a plain matcher", longest: 8_192
  ) { RobotsReading.fault(of: $0) }

  static let optOuts = Target(
    "opt-outs", "X-Robots-Tag, meta robots, TDM and Content-Usage: the words are read as written"
  ) { input in
    let text = String(decoding: input, as: UTF8.self)
    for directives in [
      PageDirectives(xRobotsTag: text, agent: "magpie"),
      PageDirectives(metaName: "robots", content: text, agent: "magpie"),
    ] {
      let words = directives.words.joined(separator: ", ")
      let again = PageDirectives(xRobotsTag: words, agent: "magpie")
      guard again == directives else { return "\(directives.words) are read as \(again.words)" }
    }
    _ = PageDirectives(metaName: text, content: "noai", agent: "magpie")
    _ = ContentUsage(text)?.forbidsTraining
    _ = TDMReservation(reservation: "1", policy: text)?.text
    _ = TDMReservation(reservation: text)
    let rules = TDMRules(reading: input.span)
    for path in RobotsReading.paths { _ = rules.rule(for: path) }
    return nil
  }
}

/// The rules of a robots.txt, held against a matcher that tries everything.
enum RobotsReading {
  static let paths = [
    "/", "/a", "/a/b.png?c=d", "/robots.txt", "/aab", "/%61/%2F/é", "/a*b$", "*", "", "/a//b/../c",
    "/private/aaab.jpg",
  ]

  static func fault(of input: [UInt8]) -> String? {
    let rules = RobotsReader.read(input.span, for: "magpie")
    for rule in rules.rules {
      let pattern = rule.pattern.text
      for path in paths + [String(pattern.prefix(100)), "/x" + pattern.suffix(100)] {
        let isMatch = rule.pattern.matches(path)
        guard isMatch == matches(pattern, path) else {
          return "\(rule.text) matches \(path.debugDescription): \(isMatch)"
        }
      }
    }
    for path in paths {
      let verdict = rules.verdict(for: path)
      let first = rules.rules.first { $0.pattern.matches(path) }
      guard path == "/robots.txt" || verdict.rule == first else {
        return "\(path) falls under \(String(describing: verdict.rule?.text))"
      }
      _ = rules.usage(for: path)
    }
    return lineEndFault(of: input, rules)
  }

  /// Tries every byte of the path with every byte of the pattern.
  private static func matches(_ pattern: String, _ path: String) -> Bool {
    var written = Array(pattern.utf8)
    let isAnchored = written.last == UInt8(ascii: "$")
    if isAnchored { written.removeLast() }
    let path = ComparablePath.ofAddress(Array(path.utf8).span)
    // For each number of bytes of the path, whether the pattern so far matches exactly these.
    var isReached = [Bool](repeating: false, count: path.count + 1)
    isReached[0] = true
    for byte in ComparablePath.ofPattern(written.span) {
      var next = [Bool](repeating: false, count: path.count + 1)
      for index in 0...path.count {
        if byte == UInt8(ascii: "*") {
          next[index] = isReached[index] || (index > 0 && next[index - 1])
        } else {
          next[index] = index > 0 && isReached[index - 1] && path[index - 1] == byte
        }
      }
      isReached = next
    }
    return isAnchored ? isReached[path.count] : isReached.contains(true)
  }

  /// Two line ends of other systems give the same rules.
  private static func lineEndFault(of input: [UInt8], _ rules: RobotsRules) -> String? {
    guard !input.contains(0x0D), !input.starts(with: [0xFF, 0xFE]),
      !input.starts(with: [0xFE, 0xFF]), input.count < RobotsReader.readLimit / 2
    else { return nil }
    for end in [[0x0D], [0x0D, 0x0A]] as [[UInt8]] {
      let lines = input.split(separator: 0x0A, omittingEmptySubsequences: false)
      let other = Array(lines.joined(separator: end))
      guard RobotsReader.read(other.span, for: "magpie") == rules else {
        return "other line ends give other rules"
      }
    }
    return nil
  }
}
