/// The element of the start tag just read, with its attributes.
///
/// The reader reuses one instance for all start tags. Names are in ASCII lower case, since many
/// documents are inconsistent. After the sink's `startElement` has returned there are no
/// attributes.
public final class XMLElement {
  /// The name without its prefix.
  public private(set) var name: MarkupName = ""
  /// The prefix as written, even if it is not declared; empty if there is none.
  public private(set) var prefix: MarkupName = ""

  private var uri: UnsafePointer<UInt8>?
  /// libxml2's array, with five entries for each attribute: name, prefix, namespace, start and end
  /// of the value; valid only inside the callback.
  private var attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  private var attributeCount = 0

  init() {}

  /// Provides the attributes while `body` runs.
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

  /// The namespace declared for its prefix or as the default; empty if there is none.
  public var namespace: String { uri.map { String(cString: $0) } ?? "" }

  /// The value of the attribute with this name, whatever its prefix; `nil` if there is none.
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

  /// The value of the attribute with this name in a namespace; `nil` if there is none.
  public func value(of name: MarkupName, in namespace: String) -> String? {
    guard let attributes else { return nil }
    for index in 0..<attributeCount {
      guard let local = attributes[5 * index], MarkupName(loweringCString: local) == name,
        let uri = attributes[5 * index + 2], String(cString: uri) == namespace,
        let start = attributes[5 * index + 3], let end = attributes[5 * index + 4]
      else { continue }
      return String(
        decoding: UnsafeBufferPointer(start: start, count: end - start), as: UTF8.self)
    }
    return nil
  }
}

extension MarkupName {
  /// Creates a name from a C string, in ASCII lower case.
  init(loweringCString text: UnsafePointer<UInt8>) {
    var count = 0
    while count <= MarkupName.capacity, text[count] != 0 { count += 1 }
    self.init(lowering: UnsafeBufferPointer(start: text, count: count))
  }
}
