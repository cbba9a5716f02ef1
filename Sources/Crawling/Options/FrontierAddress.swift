public import CrawlModel
import Files
import Redis
import Scheduling

/// Where a crawl is shared with other machines: a Redis server, and a name there.
///
/// ```swift
/// configuration.frontier = try FrontierAddress("redis://db.example:6379/0?name=birds")
/// ```
public struct FrontierAddress: Sendable, Hashable, CustomStringConvertible {
  /// The variable of the environment with the password, if the address has none.
  public static let passwordVariable = "MAGPIE_FRONTIER_PASSWORD"
  /// The values that the time of a lease may have, in seconds.
  static let leases = 2...3_600

  /// The address as it was given.
  let text: String
  private let server: RedisAddress
  private let name: String
  private let lease: Int

  /// Reads an address, `redis://[USER[:PASSWORD]@]HOST[:PORT][/DATABASE]?name=CRAWL[&lease=SECONDS]`,
  /// or `rediss://` for TLS.
  ///
  /// - Throws: `CrawlError` with ``CrawlError/Code/badSetting``; its message has no password.
  public init(_ text: String) throws(CrawlError) {
    self.text = text
    do throws(RedisError) {
      server = try RedisAddress(text)
    } catch {
      throw CrawlError(.badSetting, error.message)
    }
    var parameters = server.parameters
    guard let name = parameters.removeValue(forKey: "name"), Self.isName(name) else {
      throw CrawlError(
        .badSetting,
        "The address of the frontier needs the name of the crawl, of letters, digits, '.', '-' and "
          + "'_': \(server)?name=CRAWL")
    }
    self.name = name
    let lease = parameters.removeValue(forKey: "lease") ?? "60"
    guard let seconds = Int(lease), Self.leases.contains(seconds) else {
      throw CrawlError(
        .badSetting,
        "The lease of the frontier is '\(lease)'; give \(Self.leases.lowerBound) to "
          + "\(Self.leases.upperBound) seconds.")
    }
    self.lease = seconds
    guard parameters.isEmpty else {
      throw CrawlError(
        .badSetting,
        "The address of the frontier has the unknown parameter "
          + "'\(parameters.keys.sorted().joined(separator: "', '"))'; there are name and lease.")
    }
  }

  private static func isName(_ text: String) -> Bool {
    (1...100).contains(text.utf8.count)
      && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }
  }

  /// The address without a user and a password.
  public var description: String { "\(server)?name=\(name)" }

  /// Whether the address has a password, which is not stored.
  var hasPassword: Bool { server.password != nil }

  /// Returns the state of the crawl there, with all machines that take part.
  ///
  /// - Parameters:
  ///   - certificates: a file of certificates that are trusted in addition, with TLS.
  ///   - isStopping: whether all machines are told to end as after Ctrl-C; they notice it within a second.
  /// - Returns: the state.
  /// - Throws: `CrawlError` with `frontier` if the server cannot be reached, `badSetting` if there is no
  ///   such crawl.
  public func status(
    certificates: String? = nil, stopping isStopping: Bool = false
  ) throws(CrawlError) -> FrontierStatus {
    var configuration = CrawlConfiguration(output: "")
    if let certificates { configuration.certificates = try CertificateFile(certificates) }
    do throws(FrontierError) {
      let sharing = sharing(for: configuration)
      return try isStopping ? sharing.stop() : sharing.status()
    } catch {
      throw CrawlError(error)
    }
  }

  /// What the frontier needs.
  func sharing(for configuration: CrawlConfiguration) -> Sharing {
    var server = server
    if server.password == nil {
      server.password = ProcessEnvironment.variables[Self.passwordVariable].flatMap {
        $0.isEmpty ? nil : $0
      }
    }
    var settings = RedisConnection.Settings(server)
    settings.verifiesCertificates = configuration.verifiesCertificates
    settings.certificates = configuration.certificates?.path
    settings.answerTimeout = .seconds(10)
    var sharing = Sharing(settings, name: name, identity: configuration.identity)
    sharing.lease = .seconds(lease)
    sharing.delay = configuration.delay
    sharing.goesByLevel = configuration.maximumDepth != nil
    let folder = Folder.absolute(configuration.output)
    sharing.label = [ProcessEnvironment.hostName, folder].joined(separator: ":")
    return sharing
  }
}

extension FrontierAddress: OptionText {}

extension CrawlConfiguration {
  /// Why these settings cannot be those of a shared crawl; `nil` if they can.
  var frontierProblem: String? {
    guard frontier != nil else { return nil }
    let others: [(name: String, isSet: Bool, reason: String)] = [
      (
        "--opt-outs ml", optOuts == .ml,
        "any page on any machine may opt out of an image that was stored already. Crawl on one "
          + "machine, or leave out such images afterwards by the opt-outs in images.jsonl"
      ),
      ("--dry-run", isDryRun, "a dry run leaves nothing behind. Try it on one machine"),
      (
        "--retry-failed", retriesFailed,
        "what has failed is in the folders of all machines. When the crawl is complete, use "
          + "'magpie merge OUT DIR...' and 'magpie crawl OUT --retry-failed'"
      ),
    ]
    return others.first(where: \.isSet).map {
      "\($0.name) cannot be used together with --frontier: \($0.reason)."
    }
  }
}
