internal import CLibxml2

/// Reads XML with libxml2's SAX interface and reports events to a sink, without building a tree.
///
/// The input is clean UTF-8 (`CharacterEncoding.withCleanText`). Any input can be read: feeds and
/// sitemaps are often malformed, so `XMLRepair` corrects errors before libxml2 sees them, and a
/// truncated document is read as far as it goes.
///
/// Nothing is loaded and no entity is expanded: document types are omitted with all their
/// declarations, and a reference to anything but a character that HTML names stays as written.
/// Readers share no state, so each thread may use its own.
public struct XMLReader: Sendable {
  /// The maximum nesting depth of elements; deeper elements are omitted, but not their text.
  public static let maximumDepth = 256
  /// The maximum number of attributes read per element; libxml2 compares each with all before it.
  public static let maximumAttributes = 256
  /// The maximum number of namespaces that are declared at one place of a document.
  public static let maximumNamespaces = 256
  /// The maximum length of an attribute value in bytes.
  public static let maximumValueLength = 1 << 20

  /// The minimum number of bytes passed to libxml2 at a time; always whole tags.
  static let chunkSize = 64 << 10

  /// Creates a reader.
  public init() {}

  /// Reads a whole document.
  ///
  /// - Parameters:
  ///   - text: the document in UTF-8. Reading ends early at NUL and at bytes that are not UTF-8.
  ///   - sink: receives the events, on this thread and before this method returns.
  /// - Returns: what had to be repaired or omitted.
  /// - Throws: `MarkupError` if libxml2 is out of memory.
  @discardableResult
  public func read(
    _ text: Span<UInt8>, into sink: any XMLSink
  ) throws(MarkupError) -> XMLRemarks {
    MarkupLibrary.prepare()
    guard let session = XMLSession(sink: sink) else {
      throw MarkupError(
        code: .outOfMemory,
        message: "cannot read a document of \(text.count) bytes: libxml2 is out of memory")
    }
    return text.withUnsafeBufferPointer { bytes in
      var repair = XMLRepair(bytes)
      while repair.fill(Self.chunkSize) {
        session.feed(repair.output)
        repair.names = session.fullDictionary
      }
      session.finish()
      return repair.remarks
    }
  }
}

/// The defects of a document.
public struct XMLRemarks: OptionSet, Sendable, Hashable {
  /// The bits of the set.
  public let rawValue: UInt8

  /// Creates a set from its bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Elements were omitted because of their depth, or attributes because of their number or length.
  public static let excess = XMLRemarks(rawValue: 1)
  /// There were references to entities, which were not expanded.
  public static let entities = XMLRemarks(rawValue: 2)
  /// Start or end tags were missing, or the document ends inside a tag.
  public static let unbalanced = XMLRemarks(rawValue: 4)
}
