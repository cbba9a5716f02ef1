internal import CLibxml2

/// Reads HTML with libxml2's SAX face and tells a sink what it meets; no tree is built.
///
/// Input is clean UTF-8 (`CharacterEncoding.withCleanText`). Any bytes whatever can be read: bad
/// markup is never an error, the cost is linear in the input, and libxml2 neither loads anything
/// nor prints anything. Readers share nothing, so each thread may use its own.
///
/// Start tags come as the HTML standard tokenises them (§13.2.5): what libxml2's older tokenizer
/// reads otherwise is rewritten by `HTMLRepair` before it gets there. The content of `textarea`,
/// `xmp`, `iframe` and `noembed` is no markup and is left out, and so is that of `script` unless it
/// is asked for; that of `noscript` and `noframes` is read as markup, as by a browser without
/// scripts.
public struct HTMLReader: Sendable {
  /// What is read beside tags and text.
  public struct Options: OptionSet, Sendable {
    /// The bits.
    public let rawValue: Int

    /// Makes a set from its bits.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// Comments are given to the sink.
    public static let comments = Options(rawValue: 1)
    /// Comments that begin with `[if`, which old browsers read as markup, are given to the sink.
    public static let conditionalComments = Options(rawValue: 2)
    /// The content of `script` and `style` elements is given in one piece, see
    /// `HTMLSink.rawText`; that of `style` then does not come as characters.
    public static let rawText = Options(rawValue: 4)
    /// `<script/>` and the like are empty elements, as in XHTML and SVG.
    public static let emptyElements = Options(rawValue: 8)
  }

  /// How deep open elements are remembered; those in the middle of a deeper stack are forgotten.
  ///
  /// libxml2 searches this stack at each end tag, so it must be bounded for the cost to be linear.
  public static let maximumDepth = 256
  /// How many attributes of one element are read; libxml2 compares each with all before it.
  public static let maximumAttributes = 512

  /// How many bytes go to libxml2 at a time, at least; always whole tags.
  static let chunkSize = 16 << 10

  private let options: Options
  private let interest: HTMLInterest?

  /// Makes a reader.
  ///
  /// - Parameters:
  ///   - options: What is read beside tags and text.
  ///   - interest: What the sink looks at, so that the rest may be cut before libxml2 reads it, see
  ///     `HTMLScan`; `nil` for a sink that is to see everything.
  public init(_ options: Options = [], interest: HTMLInterest? = nil) {
    self.options = options
    self.interest = interest
  }

  /// Reads a document from its first byte to its last.
  ///
  /// - Parameters:
  ///   - text: The document in UTF-8. NUL and bytes that are not UTF-8 end what is read early.
  ///   - sink: What takes the events. It is called on this thread, before this returns.
  ///   - known: Links to leave out where the scan is sure that they are links to pages, in text that
  ///     nobody wants, of a document without a `base`.
  /// - Returns: What was left out.
  /// - Throws: `MarkupError` when libxml2 has no memory.
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
        if scan.run() {
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
        message: "cannot read a document of \(text.count) bytes: libxml2 has no memory for it")
    }
    return leftOut
  }

  /// Whether the scan is sure of a document, so that libxml2 reads only what it leaves; to be
  /// measured, not to be asked before reading.
  public func isScanned(_ text: Span<UInt8>) -> Bool {
    guard let interest, HTMLScan.isProven else { return false }
    return text.withUnsafeBufferPointer { bytes in
      var scan = HTMLScan(bytes, options, interest)
      return scan.run()
    }
  }
}
