import Addressing
import CrawlModel

/// A job as it is kept in a shared frontier: fields separated by tabs, on one line.
///
/// The first two are read by the script: the fingerprint of the address, and the lane. The text
/// comes from a server that others can write to, so everything is checked when it is read.
struct SharedJob: Hashable {
  /// The version of the script and of this form.
  static let version = "4"
  private static let fields = 15

  let job: Job
  let request: Request
  let fingerprint: UInt64

  init(_ job: Job, _ request: Request? = nil, fingerprint: UInt64) {
    self.job = job
    self.request = request ?? Request(job)
    self.fingerprint = fingerprint
  }

  /// The fingerprint as the script reads it.
  var number: String { Self.number(fingerprint) }

  static func number(_ fingerprint: UInt64) -> String { String(Int64(bitPattern: fingerprint)) }

  var text: String {
    [
      number, job.kind == .image ? "i" : "p", String(job.kind.rawValue), String(job.depth),
      String(job.hops), job.referrerPolicy?.rawValue ?? "", job.via?.role.rawValue ?? "",
      Self.escaped(job.via?.text ?? ""), job.address.text, job.parent?.text ?? "",
      request.target.text, String(request.hops), String(request.attempts),
      request.wasExcused ? "1" : "0", job.via == nil ? "0" : "1",
    ].joined(separator: "\t")
  }

  /// Reads a job; `nil` if the text is none.
  init?(_ text: String) {
    let fields = text.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard fields.count == Self.fields, let fingerprint = Int64(fields[0]),
      ["i", "p"].contains(fields[1]),
      let kind = UInt8(fields[2]).flatMap(Job.Kind.init), (kind == .image) == (fields[1] == "i"),
      let depth = Self.count(fields[3]), let hops = Self.count(fields[4]),
      let address = Self.address(fields[8]), let target = Self.address(fields[10]),
      let requestHops = Self.count(fields[11]), let attempts = Self.count(fields[12]),
      let wasExcused = Self.flag(fields[13]), let hasVia = Self.flag(fields[14])
    else { return nil }
    let policy = ReferrerPolicy(rawValue: fields[5])
    guard policy != nil || fields[5].isEmpty else { return nil }
    var via: Via?
    if hasVia {
      guard let role = Via.Role(rawValue: fields[6]) else { return nil }
      via = Via(Self.unescaped(fields[7]), role)
    }
    let parent = Self.address(fields[9])
    guard parent != nil || fields[9].isEmpty else { return nil }
    job = Job(
      address: address, kind: kind, depth: depth, parent: parent, via: via, hops: hops,
      referrerPolicy: policy)
    var request = Request(job)
    request.target = target
    request.hops = requestHops
    request.attempts = attempts
    request.wasExcused = wasExcused
    self.request = request
    self.fingerprint = UInt64(bitPattern: fingerprint)
  }

  private static func count(_ text: String) -> Int? {
    Int(text).flatMap { (0...1_000_000).contains($0) ? $0 : nil }
  }

  private static func flag(_ text: String) -> Bool? { ["0": false, "1": true][text] }

  /// A canonical address; `nil` for any other text.
  private static func address(_ text: String) -> WebAddress? {
    guard let address = try? WebAddress(text), address.text == text else { return nil }
    return address
  }

  /// The text of a via is made of names in a page, which may have any character.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text.unicodeScalars {
      switch character {
      case "\\": escaped += "\\\\"
      case "\t": escaped += "\\t"
      case "\n": escaped += "\\n"
      default: escaped.unicodeScalars.append(character)
      }
    }
    return escaped
  }

  private static func unescaped(_ text: String) -> String {
    var unescaped = ""
    var isEscape = false
    for character in text.unicodeScalars {
      if isEscape {
        unescaped.unicodeScalars.append(
          character == "t" ? "\t" : character == "n" ? "\n" : character)
        isEscape = false
      } else if character == "\\" {
        isEscape = true
      } else {
        unescaped.unicodeScalars.append(character)
      }
    }
    return unescaped
  }
}
