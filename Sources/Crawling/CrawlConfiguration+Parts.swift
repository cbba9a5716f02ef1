import Addressing
import CrawlModel
import Fetching
import Files
import Patterns
import Scheduling
import Scoping
import Threads

/// What the stages are told of a configuration.
extension CrawlConfiguration {
  /// The number of processors that are online.
  public static var processorCount: Int { Processors.online }

  /// Throws when a setting makes no sense.
  func check() throws(CrawlError) {
    if seeds.isEmpty, imageList.isEmpty {
      throw CrawlError(.badSeed, "There is no address to start from.")
    }
    let counts: [(name: String, value: Int?, least: Int)] = [
      ("threads", threads, 1), ("transfers", transfers, 1), ("per-host", transfersPerHost, 1),
      ("per-address", transfersPerAddress, 1), ("depth", maximumDepth, 0),
      ("min-width", minimumWidth, 0), ("min-height", minimumHeight, 0),
      ("max-pixels", maximumPixels, 1), ("min-bytes", minimumBytes, 0),
      ("max-bytes", maximumBytes, 1), ("max-pages", maximumPages, 1),
      ("max-pages-per-host", maximumPagesPerHost, 1),
      ("max-images", maximumImages, 1), ("max-total", maximumTotal, 1), ("retries", retries, 0),
    ]
    for (name, value, least) in counts {
      guard let value, value < least else { continue }
      throw CrawlError(.badSetting, "\(name) is \(value); it must be at least \(least).")
    }
    for (name, value, most) in [("threads", threads, 1_024), ("transfers", transfers, 65_536)]
    where value > most {
      throw CrawlError(.badSetting, "\(name) is \(value); it must be at most \(most).")
    }
    let times: [(name: String, value: Duration?, mayBeZero: Bool)] = [
      ("delay", delay, true), ("timeout", timeout, false), ("max-time", maximumTime, false),
    ]
    for (name, value, mayBeZero) in times {
      guard let value, value < .zero || (value == .zero && !mayBeZero) else { continue }
      let least = mayBeZero ? "not be less than zero" : "be more than zero"
      throw CrawlError(.badSetting, "\(name) is \(value); it must \(least).")
    }
    if let certificates {
      do throws(FileError) {
        _ = try WholeFile.read(certificates)
      } catch {
        throw CrawlError(.badSetting, error.description)
      }
    }
    if userAgent.contains(where: \.isNewline) {
      throw CrawlError(.badSetting, "The user agent has a line end in it; write it in one line.")
    }
    for header in headers
    where !header.contains(":") || header.hasPrefix(":") || header.contains(where: \.isNewline) {
      throw CrawlError(.badSetting, "'\(header)' is no header; write it as 'Name: value'.")
    }
  }

  var imageRule: ImageRule {
    var rule = ImageRule()
    rule.formats = formats
    rule.minimumWidth = minimumWidth
    rule.minimumHeight = minimumHeight
    rule.maximumPixels = maximumPixels
    rule.minimumBytes = minimumBytes
    return rule
  }

  var politeness: Politeness {
    var politeness = Politeness(
      transfersPerOrigin: transfersPerHost, delay: delay, obeysRobots: obeysRobots)
    if let transfersPerAddress {
      politeness.transfersPerAddress = transfersPerAddress
      // Who asks for it gets it everywhere, and before it is known where a host lives.
      politeness.countsOwnMachine = true
      if (proxy ?? "").isEmpty {
        politeness.transfersPerOrigin = min(politeness.transfersPerOrigin, transfersPerAddress)
      }
    }
    // Who wants no robots.txt asked for wants no other file for crawlers either, but for obeying it.
    politeness.asksOptOuts = obeysRobots || optOuts == .ml
    politeness.obeysOptOuts = optOuts == .ml
    return politeness
  }

  var retryRule: RetryRule { RetryRule(retries: retries, firstPause: retryPause) }

  /// The transfers of each thread; no thread without one.
  var transfersPerThread: [Int] {
    let count = min(threads, transfers)
    return (0..<count).map { transfers / count + ($0 < transfers % count ? 1 : 0) }
  }

  func scope(seeds: [WebAddress]) throws(CrawlError) -> Scope {
    Scope(
      seeds: seeds, pages: pageReach, images: imageReach,
      pagePatterns: try PatternRule(including: includePages, excluding: excludePages),
      imagePatterns: try PatternRule(including: includeImages, excluding: excludeImages),
      maximumDepth: maximumDepth, variants: variants, dropsTracking: dropsTracking)
  }

  func fetchPolicy(seeds: Seeds, listed: Seeds, output: OutputFolder) -> FetchPolicy {
    let temporary = output.temporary
    var policy = FetchPolicy { () throws(FileError) in try TemporaryFile(in: temporary) }
    policy.userAgent = userAgent
    policy.headers = headers
    policy.credentials = seeds.credentials.merging(listed.credentials) { seed, _ in seed }
    policy.seedOrigins = Set((seeds.addresses + listed.addresses).map(\.origin))
    policy.proxy = proxy ?? ""
    policy.certificates = certificates
    policy.verifiesCertificates = verifiesCertificates
    policy.timeout = timeout
    policy.maximumImageBytes = maximumBytes
    policy.gate.allowsPrivate = allowsPrivateAddresses
    policy.gate.allowedHosts = Set((seeds.addresses + listed.addresses).map(\.host))
    policy.gate.usesProxy = !(proxy ?? "").isEmpty
    return policy
  }
}

extension PatternRule {
  init(including: [String], excluding: [String]) throws(CrawlError) {
    do throws(PatternError) {
      var include: [Pattern] = []
      var exclude: [Pattern] = []
      for text in including { include.append(try Pattern(text)) }
      for text in excluding { exclude.append(try Pattern(text)) }
      self.init(include: include, exclude: exclude)
    } catch {
      throw CrawlError(.badSetting, "\(error)")
    }
  }
}
