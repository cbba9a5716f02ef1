/// The element whose start tag was just read, with its attributes.
///
/// The reader owns one and fills it anew for each start tag. Names come in ASCII lower case, since
/// careless documents do not agree with themselves. Once the sink's `startElement` has returned,
/// there are no attributes.
public final class XMLElement {
  /// The name without its prefix.
  public private(set) var name: MarkupName = ""
  /// The prefix as it was written, also where it is not declared; empty where there is none.
  public private(set) var prefix: MarkupName = ""

  private var uri: UnsafePointer<UInt8>?
  /// libxml2's array, five for each attribute: name, prefix, namespace, and where its value begins
  /// and ends; valid only inside the callback.
  private var attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  private var attributeCount = 0

  init() {}

  /// Shows the attributes while `body` runs, and not a moment longer.
  func show(
    name: UnsafePointer<UInt8>, prefix: UnsafePointer<UInt8>?, uri: UnsafePointer<UInt8>?,
    attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, count: Int,
    _ body: (XMLElement) -> Void
  ) {
    self.name = MarkupName(loweringCString: name)
    self.prefix = prefix.map { MarkupName(loweringCString: $0) } ?? ""
    self.uri = uri
    self.attributes = attributes
    attributeCount = count
    body(self)
    self.attributes = nil
    self.uri = nil
    attributeCount = 0
  }

  /// The namespace its prefix, or the default, is declared for; empty where it is not.
  public var namespace: String { uri.map { String(cString: $0) } ?? "" }

  /// The value of the attribute of this name, whatever its prefix; `nil` where there is none.
  public subscript(name: MarkupName) -> String? {
    guard let attributes else { return nil }
    for index in 0..<attributeCount {
      guard let local = attributes[5 * index], MarkupName(loweringCString: local) == name,
        let start = attributes[5 * index + 3], let end = attributes[5 * index + 4]
      else { continue }
      return String(
        decoding: UnsafeBufferPointer(start: start, count: end - start), as: UTF8.self)
    }
    return nil
  }
}

extension MarkupName {
  /// Reads a C string in ASCII lower case.
  init(loweringCString text: UnsafePointer<UInt8>) {
    var count = 0
    while count <= MarkupName.capacity, text[count] != 0 { count += 1 }
    self.init(lowering: UnsafeBufferPointer(start: text, count: count))
  }
}
