/// What a server answered, without the content of an object.
struct S3Answer {
  /// The maximum number of bytes of the header, and of an error.
  static let mostBytes = 64 << 10
  /// The maximum number of header fields that are kept.
  private static let mostHeaders = 100

  /// The HTTP status.
  var status = 0
  /// The header fields, by their lower-case names.
  private(set) var headers: [String: String] = [:]
  /// The text of an error.
  private(set) var body: [UInt8] = []
  private var headerBytes = 0
  private var bodyBytes = 0

  /// Whether more came than any store sends.
  var isTooLong: Bool { headerBytes > Self.mostBytes || bodyBytes > Self.mostBytes }

  var isSuccess: Bool { (200..<300).contains(status) }

  /// Whether it says that an object was stored: a part of something (206) is no answer to that, and an
  /// error can come behind the head of a success.
  var hasStored: Bool { [200, 201, 204].contains(status) && element("Code") == nil }

  /// Adds a header line; a status line begins the answer anew.
  mutating func add(header line: String) {
    headerBytes += line.utf8.count
    if line.hasPrefix("HTTP/") {
      headers = [:]
      body = []
      return
    }
    guard let colon = line.firstIndex(of: ":"), headers.count < Self.mostHeaders else { return }
    var value = line[line.index(after: colon)...]
    value = value.drop(while: \.isWhitespace)
    while value.last?.isWhitespace == true { value.removeLast() }
    headers[line[..<colon].lowercased()] = String(value)
  }

  /// Adds a part of the body.
  mutating func add(body part: some Collection<UInt8>) {
    bodyBytes += part.count
    body += part.prefix(Self.mostBytes - body.count)
  }

  /// The text of the first element of this name in an error (Amazon S3 API, "REST error responses"),
  /// which has no attributes and no elements in it.
  func element(_ name: String) -> String? {
    let text = String(decoding: body, as: UTF8.self)
    guard let start = text.firstRange(of: "<\(name)>"),
      let end = text[start.upperBound...].firstRange(of: "</\(name)>")
    else { return nil }
    let value = text[start.upperBound..<end.lowerBound]
    return value.isEmpty ? nil : String(value)
  }
}
