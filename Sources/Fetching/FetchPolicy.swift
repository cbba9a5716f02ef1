public import Addressing
public import Files
public import Threads

/// How a crawl fetches: its user agent, timeouts and size limits.
public struct FetchPolicy: Sendable {
  /// The `User-Agent` header.
  public var userAgent = "magpie"
  /// Header lines such as `X-Token: 1`, sent to the origins of the seeds only.
  public var headers: [String] = []
  /// The `Accept-Language` header of all requests; `nil` for none.
  public var languages: String?
  /// Names and passwords for the origins of seeds that had them in their address.
  public var credentials: [Origin: Credentials] = [:]
  /// The origins of the seeds.
  public var seedOrigins: Set<Origin> = []
  /// Which proxy a request goes through.
  public var proxy = ProxyChoice.none
  /// A file of trusted certificates, in addition to the system's.
  public var certificates: String?
  /// Whether certificates are verified.
  public var verifiesCertificates = true
  /// The maximum wait for the connection, for the first byte, and between bytes.
  public var timeout: Duration = .seconds(30)
  /// Whether transfers end when they are connected, before a request is sent; they fail with
  /// `protocol` then.
  public var onlyConnects = false
  /// The maximum size of a document in memory, in bytes after decoding.
  public var maximumDocumentBytes = 50 * 1024 * 1024
  /// The maximum size of an image, in bytes.
  public var maximumImageBytes = 50 * 1024 * 1024
  /// Which network addresses may be connected to.
  public var gate = AddressGate()
  /// The memory for what all transfers have received and not passed on yet.
  public var memory = MemoryBudget(128_000_000)
  /// The limit on what all transfers receive in a second; `nil` for none.
  public var rate: RateLimit?
  /// Whether results have what went over the wire.
  public var recordsExchanges = false
  /// Makes the file for an image that is too large to be kept in memory until it is complete, and
  /// for a document if there is no memory left.
  public var makeFile: @Sendable () throws(FileError) -> TemporaryFile

  /// Makes a policy with the defaults.
  public init(makeFile: @escaping @Sendable () throws(FileError) -> TemporaryFile) {
    self.makeFile = makeFile
  }
}
