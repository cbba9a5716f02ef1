/// A parser, and what must hold whatever it reads.
struct Target: Sendable, CustomStringConvertible {
  /// The name, which is also that of the folder with its seeds.
  let name: String
  /// What is read, and what is checked besides that nothing traps.
  let summary: String
  /// The maximum size of an input in bytes.
  let longest: Int
  private let check: @Sendable ([UInt8]) -> String?

  init(
    _ name: String, _ summary: String, longest: Int = 4_096,
    _ check: @escaping @Sendable ([UInt8]) -> String?
  ) {
    self.name = name
    self.summary = summary
    self.longest = longest
    self.check = check
  }

  var description: String { name }

  /// Reads an input; returns what does not hold, or `nil`.
  func fault(in input: [UInt8]) -> String? { check(input) }

  /// Every parser of what others send or may have changed.
  static let all = [
    address, coding, css, data, document, encoding, fields, head, html, image, journal, json, list,
    optOuts, rights, robots, rules, script, srcset, type, xml,
  ]
}
