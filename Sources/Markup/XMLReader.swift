internal import CLibxml2

/// Reads XML with libxml2's SAX face and tells a sink what it meets; no tree is built.
///
/// Input is clean UTF-8 (`CharacterEncoding.withCleanText`). Any bytes whatever can be read: feeds
/// and sitemaps are written by hand and by careless programs, so what is wrong is mended by
/// `XMLRepair` before libxml2 sees it, and a document that is cut off is read up to there.
///
/// Nothing is loaded and no entity is expanded: document types are left out with all they declare,
/// and a reference to anything but a character that HTML names stays as it is written. Readers
/// share nothing, so each thread may use its own.
public struct XMLReader: Sendable {
  /// How deep elements may stand in one another; what is deeper is left out, but not its text.
  public static let maximumDepth = 256
  /// How many attributes of one element are read; libxml2 compares each with all before it.
  public static let maximumAttributes = 256
  /// The longest attribute value that is read, in bytes.
  public static let maximumValueLength = 1 << 20

  /// How many bytes go to libxml2 at a time, at least; always whole tags.
  static let chunkSize = 64 << 10

  /// Makes a reader.
  public init() {}

  /// Reads a document from its first byte to its last.
  ///
  /// - Parameters:
  ///   - text: The document in UTF-8. NUL and bytes that are not UTF-8 end what is read early.
  ///   - sink: What takes the events. It is called on this thread, before this returns.
  /// - Returns: What had to be mended or left out.
  /// - Throws: `MarkupError` when libxml2 has no memory.
  @discardableResult
  public func read(
    _ text: Span<UInt8>, into sink: any XMLSink
  ) throws(MarkupError) -> XMLRemarks {
    MarkupLibrary.prepare()
    guard let session = XMLSession(sink: sink) else {
      throw MarkupError(
        code: .outOfMemory,
        message: "cannot read a document of \(text.count) bytes: libxml2 has no memory for it")
    }
    return text.withUnsafeBufferPointer { bytes in
      var repair = XMLRepair(bytes)
      while repair.fill(Self.chunkSize) { session.feed(repair.output) }
      session.finish()
      return repair.remarks
    }
  }
}

/// What was wrong with a document.
public struct XMLRemarks: OptionSet, Sendable, Hashable {
  /// The bits.
  public let rawValue: UInt8

  /// Makes a set of its bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Elements were left out because they stood too deep, or attributes because they were too many
  /// or too long.
  public static let excess = XMLRemarks(rawValue: 1)
  /// There were references to entities, which were not expanded.
  public static let entities = XMLRemarks(rawValue: 2)
  /// Start or end tags were missing, or the document ends amid a tag.
  public static let unbalanced = XMLRemarks(rawValue: 4)
}
