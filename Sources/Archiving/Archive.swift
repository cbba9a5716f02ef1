import Bytes
public import CrawlModel
public import Files
import Threads

/// The WARC files of an output folder; shared by the writers of all workers.
public final class Archive: Sendable {
  /// The name of its folder in the output folder.
  public static let folderName = "warc"
  /// How the name of a file that is not whole ends.
  public static let openSuffix = WARCFile.openSuffix
  /// How well text is compressed; level 6 takes four times as long, and saves a fifth.
  static let level = 1

  /// What an archive says of itself, and how it is written.
  public struct Settings: Sendable {
    /// What the names of its files begin with.
    public var name: String
    /// The maximum size of a file in bytes; only a single larger exchange exceeds it.
    public var maximumBytes: Int
    /// The header lines of the user, which are left out.
    public var headers: [String]
    /// The `User-Agent` of the crawl.
    public var userAgent: String
    /// Whom to ask about the crawl.
    public var contact: String?
    /// Whether robots.txt is obeyed.
    public var obeysRobots: Bool

    /// Makes settings from their parts.
    public init(
      name: String, maximumBytes: Int, headers: [String] = [], userAgent: String = "",
      contact: String? = nil, obeysRobots: Bool = true
    ) {
      self.name = name
      self.maximumBytes = maximumBytes
      self.headers = headers
      self.userAgent = userAgent
      self.contact = contact
      self.obeysRobots = obeysRobots
    }
  }

  let requests: RequestHead
  private let folder: Folder
  private let settings: Settings
  private let start: Timestamp
  private let table: Monitor<RevisitTable>
  private let serial = Monitor(0)
  /// A sentence for each thing in the existing files that the user should know.
  public let notes: [String]

  /// Opens the archive of a folder; files that an earlier run could not finish are cut to their last
  /// whole record and get their names.
  ///
  /// - Parameters:
  ///   - output: the output folder.
  ///   - settings: how it is written.
  ///   - now: the time of the run, which is in the names of its files.
  /// - Throws: the error that prevents reading or finishing a file.
  public init(
    in output: Folder, _ settings: Settings, at now: Timestamp
  ) throws(FileError) {
    folder = try output.folder(Self.folderName, creating: true)
    self.settings = settings
    start = now
    requests = RequestHead(leavingOut: settings.headers)
    var table = RevisitTable()
    notes = try ArchiveRecovery(folder: folder).run(into: &table)
    self.table = Monitor(table)
  }

  /// Whether a file was created in this run.
  public var hasNewFiles: Bool { serial.withLock { $0 > 0 } }

  /// Whether its folder is still the one in the output folder: it was neither moved nor removed.
  public func isIn(_ output: Folder) -> Bool { output.holds(folder, as: Self.folderName) }

  /// The maximum size of a file.
  var maximumBytes: Int { settings.maximumBytes }

  /// Makes the writer of a worker.
  public func makeWriter() -> WARCWriter { WARCWriter(self) }

  func original(of digest: SHA256Digest) -> RevisitTable.Capture? {
    table.withLock { $0.original(of: digest) }
  }

  func original(at address: String) -> RevisitTable.Capture? {
    table.withLock { $0.original(at: address) }
  }

  func note(_ address: String, at date: Timestamp, _ content: SHA256Digest, isSuccess: Bool) {
    table.withLock { $0.add(address, at: date, content, isSuccess: isSuccess) }
  }

  /// Creates the next file.
  func makeFile() throws(FileError) -> WARCFile {
    while true {
      let number = serial.withLock { serial in
        defer { serial += 1 }
        return serial
      }
      let digits = String(number)
      let padding = String(repeating: "0", count: max(0, 5 - digits.count))
      let date = start.rfc3339.filter { $0.isNumber }.prefix(14)
      do throws(FileError) {
        return try WARCFile(
          "\(settings.name)-\(date)-\(padding)\(digits).warc.gz", in: folder)
      } catch  where error.code == .exists {
        continue
      }
    }
  }

  /// The record that a file begins with.
  func information(of file: String) -> WARCRecord {
    var text: [UInt8] = []
    func add(_ name: StaticString, _ value: String?) {
      guard let value, !value.isEmpty else { return }
      text.append(name)
      text.append(": ")
      text.append(contentsOf: VisibleText.line(value).utf8)
      text.append("\r\n")
    }
    add("software", "magpie/" + MagpieVersion.current)
    add("format", "WARC File Format 1.1")
    add(
      "conformsTo",
      "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/")
    add("robots", settings.obeysRobots ? "obey" : "ignore")
    add("http-header-user-agent", settings.userAgent)
    add("operator", settings.contact)
    add("isPartOf", settings.name)
    var record = WARCRecord(
      .warcinfo, at: start, contentType: WARCRecord.fields, head: text)
    record.add("WARC-Filename", file)
    return record
  }
}
