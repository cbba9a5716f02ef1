internal import CLibxml2

/// Reads HTML with libxml2's SAX interface and reports events to a sink, without building a tree.
///
/// The input is clean UTF-8 (`CharacterEncoding.withCleanText`). Any input can be read: invalid
/// markup is never an error, the cost is linear in the input, and libxml2 neither loads nor prints
/// anything. Readers share no state, so each thread may use its own.
///
/// Start tags are tokenised as the HTML standard says (§13.2.5): `HTMLRepair` rewrites what
/// libxml2's older tokenizer would read differently. The content of `textarea`, `xmp`, `iframe` and
/// `noembed` is not markup and is omitted, and so is that of `script` unless it is requested. That
/// of `noscript` and `noframes` is read as markup, as in a browser without scripting.
public struct HTMLReader: Sendable {
  /// What is reported besides tags and text.
  public struct Options: OptionSet, Sendable {
    /// The bits of the set.
    public let rawValue: Int

    /// Creates a set from its bits.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// Report comments.
    public static let comments = Options(rawValue: 1)
    /// Report comments that begin with `[if`, which old browsers read as markup.
    public static let conditionalComments = Options(rawValue: 2)
    /// Report the content of `script` and `style` elements in one piece, see `HTMLSink.rawText`;
    /// that of `style` is then not reported as characters.
    public static let rawText = Options(rawValue: 4)
    /// Treat `<script/>` and the like as empty elements, as in XHTML and SVG.
    public static let emptyElements = Options(rawValue: 8)
  }

  /// The maximum depth of open elements; in a deeper stack the middle ones are dropped.
  ///
  /// libxml2 searches this stack for each end tag, so a bound keeps the cost linear.
  public static let maximumDepth = 256
  /// The maximum number of attributes read per element; libxml2 compares each with all before it.
  public static let maximumAttributes = 512

  /// The minimum number of bytes passed to libxml2 at a time; always whole tags.
  static let chunkSize = 16 << 10
  /// The maximum size of what the scan leaves of a page to be passed to libxml2 at once; between two
  /// parts the number of names is checked.
  static let wholeSize = 1 << 20

  private let options: Options
  private let interest: HTMLInterest?

  /// Creates a reader.
  ///
  /// - Parameters:
  ///   - options: what is reported besides tags and text.
  ///   - interest: what the sink uses, so that everything else can be removed before libxml2 reads
  ///     it, see `HTMLScan`; `nil` for a sink that needs everything.
  public init(_ options: Options = [], interest: HTMLInterest? = nil) {
    self.options = options
    self.interest = interest
  }

  /// Reads a whole document.
  ///
  /// - Parameters:
  ///   - text: the document in UTF-8. Reading ends early at NUL and at bytes that are not UTF-8.
  ///   - sink: receives the events, on this thread and before this method returns.
  ///   - known: known links, which are omitted if the scan is certain that they are links to pages,
  ///     outside of text that is of interest, in a document without a `base`.
  /// - Returns: the links that were omitted.
  /// - Throws: `MarkupError` if libxml2 is out of memory.
  @discardableResult
  public func read(
    _ text: Span<UInt8>, into sink: any HTMLSink, leavingOut known: (any KnownReferences)? = nil
  ) throws(MarkupError) -> KnownLinkCount {
    MarkupLibrary.prepare()
    let wantsComments = !options.isDisjoint(with: [.comments, .conditionalComments])
    var leftOut = KnownLinkCount()
    let isRead = text.withUnsafeBufferPointer { bytes in
      guard let session = HTMLSession(bytes, sink: sink, wantsComments: wantsComments) else {
        return false
      }
      if let interest, HTMLScan.isProven {
        var scan = HTMLScan(bytes, options, interest, leavingOut: known)
        if scan.run(), scan.repair.output.count <= Self.wholeSize {
          leftOut = scan.leftOut
          session.rawTexts = scan.repair.takeRawTexts()
          session.feedWhole(scan.repair.output)
          return true
        }
      }
      var repair = HTMLRepair(bytes, options)
      while repair.fill(Self.chunkSize) {
        session.rawTexts += repair.takeRawTexts()
        guard session.feed(repair.output) else { break }
      }
      session.finish()
      return true
    }
    guard isRead else {
      throw MarkupError(
        code: .outOfMemory,
        message: "cannot read a document of \(text.count) bytes: libxml2 is out of memory")
    }
    return leftOut
  }

  /// Whether the scan handles a document, so that libxml2 reads only what the scan keeps; for
  /// measurements and tests.
  public func isScanned(_ text: Span<UInt8>) -> Bool {
    guard let interest, HTMLScan.isProven else { return false }
    return text.withUnsafeBufferPointer { bytes in
      var scan = HTMLScan(bytes, options, interest)
      return scan.run()
    }
  }
}
