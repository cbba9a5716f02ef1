public import CrawlModel
import Reporting

extension FolderStatus {
  /// The state as one line of JSON in UTF-8.
  ///
  /// - Parameter earlier: the state a moment before, for the speed of a crawl that runs.
  /// - Returns: the line with its line end.
  public func json(since earlier: FolderStatus? = nil) -> [UInt8] {
    FolderJSON.status(self, since: earlier)
  }
}

extension FolderVerification {
  /// The result with its differences as one line of JSON in UTF-8.
  public func json(_ differences: [FolderDifference]) -> [UInt8] {
    FolderJSON.verification(self, differences)
  }
}

extension FrontierStatus {
  /// The state as one line of JSON in UTF-8.
  ///
  /// - Parameter earlier: the state a moment before, for the speed.
  /// - Returns: the line with its line end.
  public func json(since earlier: FrontierStatus) -> [UInt8] {
    FolderJSON.frontier(self, since: earlier)
  }
}

extension FolderMerge {
  /// The result as one line of JSON in UTF-8.
  public var json: [UInt8] { FolderJSON.merge(self) }
}

extension ImageChange {
  /// The change as one line of JSON in UTF-8.
  public var json: [UInt8] { FolderJSON.change(self) }
}

extension AuditFinding {
  /// The fault as an object of JSON in UTF-8, without a line end.
  public var json: [UInt8] { AuditJSON.finding(self) }
}

extension AuditSummary {
  /// The counts as an object of JSON in UTF-8, without a line end.
  public var json: [UInt8] { AuditJSON.summary(self) }

  /// The maximum number of faults of each kind that a report lists.
  public static var htmlListed: Int { AuditPage.listed }

  /// A report as a page of HTML that needs no other file.
  ///
  /// - Parameters:
  ///   - crawl: the name of the crawl.
  ///   - findings: the faults that are listed, by kind.
  /// - Returns: the page in UTF-8.
  public func html(_ crawl: String, _ findings: [AuditFinding.Kind: [AuditFinding]]) -> [UInt8] {
    AuditPage.html(crawl, self, findings)
  }
}

extension SimilarImages {
  /// The groups, and what was not compared, as one line of JSON in UTF-8.
  public var json: [UInt8] { SimilarJSON.line(self) }
}

extension Trail {
  /// What happened to an address as one line of JSON in UTF-8.
  public static func json(_ address: String, _ trails: [Trail]) -> [UInt8] {
    TrailJSON.line(address, trails)
  }
}
