/// The element whose start tag was just read, with its attributes.
///
/// The reader owns one and fills it anew for each start tag. Attributes are read from the
/// parser's memory when asked for; once the sink's `startElement` has returned, there are none.
///
/// It belongs to the thread that reads, and no access to a property of it calls anything that comes
/// back to it, so accesses cannot overlap and need not be checked.
public final class HTMLElement {
  /// The name in lower case.
  @exclusivity(unchecked) public private(set) var name: MarkupName = ""
  /// How many attributes can be read; 0 outside `startElement`.
  @exclusivity(unchecked) public private(set) var attributeCount = 0

  /// The names, read at first use.
  @exclusivity(unchecked) private var names: [MarkupName] = []
  /// libxml2's array of names and values, alternating; valid only inside the callback.
  @exclusivity(unchecked) private var attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?

  init() {}

  /// Shows the attributes while `body` runs, and not a moment longer.
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

  /// The name of an attribute in lower case.
  ///
  /// - Parameter index: From 0 up to `attributeCount`.
  /// - Returns: The empty name where there is no such attribute.
  public func attributeName(at index: Int) -> MarkupName {
    guard index >= 0, index < attributeCount, let attributes else { return "" }
    if names.isEmpty {
      for index in 0..<attributeCount {
        names.append(attributes[2 * index].map { MarkupName($0) } ?? "")
      }
    }
    return names[index]
  }

  /// The whole name of an attribute, also where it is too long for a `MarkupName`.
  public func attributeText(at index: Int) -> String {
    guard index >= 0, index < attributeCount, let name = attributes?[2 * index] else { return "" }
    return String(cString: name)
  }

  /// The value of an attribute with its character references decoded; empty where it has none.
  public func attributeValue(at index: Int) -> String {
    guard index >= 0, index < attributeCount, let value = attributes?[2 * index + 1] else {
      return ""
    }
    return String(cString: value)
  }

  /// Whether the element has the attribute of this name.
  public func has(_ name: MarkupName) -> Bool {
    for index in 0..<attributeCount where attributeName(at: index) == name { return true }
    return false
  }

  /// The value of the attribute of this name; `nil` where the element does not have it.
  public subscript(name: MarkupName) -> String? {
    for index in 0..<attributeCount where attributeName(at: index) == name {
      return attributeValue(at: index)
    }
    return nil
  }
}
