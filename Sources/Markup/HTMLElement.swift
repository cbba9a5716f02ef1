/// The element of the start tag just read, with its attributes.
///
/// The reader reuses one instance for all start tags. Attributes are read from the parser's memory
/// on access; after the sink's `startElement` has returned there are none.
///
/// Use it only from the thread that reads. Accesses to its properties are not nested, so
/// exclusivity checks are disabled.
public final class HTMLElement {
  /// The name in lower case.
  @exclusivity(unchecked) public private(set) var name: MarkupName = ""
  /// The number of readable attributes; 0 outside `startElement`.
  @exclusivity(unchecked) public private(set) var attributeCount = 0

  /// The attribute names, converted on first use.
  @exclusivity(unchecked) private var names: [MarkupName] = []
  /// libxml2's array of alternating names and values; valid only inside the callback.
  @exclusivity(unchecked) private var attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?

  init() {}

  /// Provides the attributes while `body` runs.
  func show(
    name: UnsafePointer<UInt8>, attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
    _ body: (HTMLElement) -> Void
  ) {
    self.name = MarkupName(name)
    self.attributes = attributes
    var count = 0
    if let attributes { while attributes[2 * count] != nil { count += 1 } }
    attributeCount = count
    names.removeAll(keepingCapacity: true)
    body(self)
    self.attributes = nil
    attributeCount = 0
  }

  /// Returns the name of an attribute in lower case.
  ///
  /// - Parameter index: from 0 up to, but not including, `attributeCount`.
  /// - Returns: the empty name if there is no such attribute.
  public func attributeName(at index: Int) -> MarkupName {
    guard index >= 0, index < attributeCount, let attributes else { return "" }
    if names.isEmpty {
      for index in 0..<attributeCount {
        names.append(attributes[2 * index].map { MarkupName($0) } ?? "")
      }
    }
    return names[index]
  }

  /// Returns the whole name of an attribute, even if it is too long for a `MarkupName`.
  public func attributeText(at index: Int) -> String {
    guard index >= 0, index < attributeCount, let name = attributes?[2 * index] else { return "" }
    return String(cString: name)
  }

  /// Returns the value of an attribute with its character references decoded; empty if it has none.
  public func attributeValue(at index: Int) -> String {
    guard index >= 0, index < attributeCount, let value = attributes?[2 * index + 1] else {
      return ""
    }
    return String(cString: value)
  }

  /// Whether the element has an attribute with this name.
  public func has(_ name: MarkupName) -> Bool {
    for index in 0..<attributeCount where attributeName(at: index) == name { return true }
    return false
  }

  /// The value of the attribute with this name; `nil` if there is none.
  public subscript(name: MarkupName) -> String? {
    for index in 0..<attributeCount where attributeName(at: index) == name {
      return attributeValue(at: index)
    }
    return nil
  }
}
