public import Addressing
public import Files

/// How a crawl fetches: who it says it is, how long it waits, how much it takes.
public struct FetchPolicy: Sendable {
  /// The `User-Agent` header.
  public var userAgent = "magpie"
  /// Header lines such as `X-Token: 1`, sent to the origins of the seeds only.
  public var headers: [String] = []
  /// Names and passwords for the origins of seeds that had them in their address.
  public var credentials: [Origin: Credentials] = [:]
  /// The origins of the seeds.
  public var seedOrigins: Set<Origin> = []
  /// A proxy's address, or nothing for none.
  public var proxy = ""
  /// A file of certificates to trust beside the system's.
  public var certificates: String?
  /// Whether certificates are verified.
  public var verifiesCertificates = true
  /// The longest a transfer may take in all.
  public var timeout: Duration = .seconds(30)
  /// The longest that connecting may take.
  public var connectTimeout: Duration = .seconds(15)
  /// The largest document that is taken into memory, in bytes after decoding.
  public var maximumDocumentBytes = 50 * 1024 * 1024
  /// The largest image that is taken, in bytes.
  public var maximumImageBytes = 50 * 1024 * 1024
  /// Which network addresses may be connected to.
  public var gate = AddressGate()
  /// Makes the file for an image that is too large to wait in memory until it is complete.
  public var makeFile: @Sendable () throws(FileError) -> TemporaryFile

  /// Makes a policy with the defaults.
  public init(makeFile: @escaping @Sendable () throws(FileError) -> TemporaryFile) {
    self.makeFile = makeFile
  }
}
