/// Where objects are kept: a bucket, and what their names begin with, `s3://BUCKET[/PREFIX]`.
public struct S3Address: Sendable, Hashable, CustomStringConvertible {
  /// What the text of each address begins with.
  public static let scheme = "s3://"
  /// The maximum length of a prefix in bytes; the name of an object has 1,024 at most.
  static let longestPrefix = 512

  /// The name of the bucket.
  public let bucket: String
  /// What the names of objects begin with, without a slash at its ends; empty for nothing.
  public let prefix: String

  /// Reads an address; slashes at its end are left out.
  ///
  /// - Throws: ``S3Error`` with the code `badAddress`.
  public init(_ text: String) throws(S3Error) {
    guard text.hasPrefix(Self.scheme) else {
      throw Self.problem(text, "it does not begin with \(Self.scheme)")
    }
    let rest = text.dropFirst(Self.scheme.count)
    let slash = rest.firstIndex(of: "/") ?? rest.endIndex
    bucket = String(rest[..<slash])
    if let problem = Self.problem(ofBucket: bucket) { throw Self.problem(text, problem) }
    var prefix = rest[slash...].dropFirst()
    while prefix.last == "/" { prefix.removeLast() }
    if let problem = Self.problem(ofPrefix: prefix) { throw Self.problem(text, problem) }
    self.prefix = String(prefix)
  }

  /// Why a bucket cannot have this name (the rules of Amazon S3 for general purpose buckets).
  private static func problem(ofBucket name: String) -> String? {
    let bytes = Array(name.utf8)
    func isEnd(_ byte: UInt8?) -> Bool {
      byte.map { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) } ?? false
    }
    guard !bytes.isEmpty else { return "it has no bucket" }
    guard (3...63).contains(bytes.count), isEnd(bytes.first), isEnd(bytes.last),
      bytes.allSatisfy({ isEnd($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }),
      !name.contains(".."), !isIPAddress(bytes)
    else {
      return "the name of a bucket has 3 to 63 lower-case letters, digits, '-' and '.', and "
        + "begins and ends with a letter or a digit"
    }
    return nil
  }

  /// Whether a name has the form of an IPv4 address.
  private static func isIPAddress(_ bytes: [UInt8]) -> Bool {
    bytes.contains(UInt8(ascii: "."))
      && bytes.allSatisfy { $0 == UInt8(ascii: ".") || (0x30...0x39).contains($0) }
  }

  /// Why names cannot begin with this.
  private static func problem(ofPrefix prefix: Substring) -> String? {
    guard prefix.utf8.count <= longestPrefix else {
      return "its prefix is longer than \(longestPrefix) bytes"
    }
    guard prefix.utf8.allSatisfy({ $0 == UInt8(ascii: "/") || isAllowed($0) }) else {
      return "the prefix has a character other than letters and digits of ASCII and -._~=+,@!'()*"
    }
    let names = prefix.split(separator: "/", omittingEmptySubsequences: false)
    guard prefix.isEmpty || names.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }) else {
      return "the prefix has a part that is empty, '.' or '..'"
    }
    return nil
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    isUnreserved(byte) || "=+,@!'()*".utf8.contains(byte)
  }

  /// Whether a byte stays as it is in the canonical form of an address (RFC 3986 §2.3).
  static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-._~".utf8.contains(byte)
    }
  }

  private static func problem(_ text: String, _ words: String) -> S3Error {
    S3Error(
      .badAddress,
      "'\(text)' is not the address of a store: \(words). Give one such as s3://BUCKET/PREFIX.")
  }

  /// The name of an object in the bucket.
  public func key(_ name: String) -> String { prefix.isEmpty ? name : prefix + "/" + name }

  /// The address of an object.
  public func address(of name: String) -> String { description + "/" + name }

  /// The name of an object below this address; `nil` if its address does not begin with it.
  public func name(ofAddress text: String) -> String? {
    let start = description + "/"
    return text.hasPrefix(start) ? String(text.dropFirst(start.count)) : nil
  }

  /// The address, without a slash at its end.
  public var description: String { Self.scheme + bucket + (prefix.isEmpty ? "" : "/" + prefix) }
}
