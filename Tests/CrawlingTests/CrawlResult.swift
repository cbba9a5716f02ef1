import CrawlModel
import Crawling
import Foundation
import TestSupport
import Testing

/// A crawl that has ended, with all that it left in its folder.
struct CrawlResult {
  let folder: TemporaryFolder
  let summary: CrawlSummary
  let images: [ImageLine]
  let pages: [PageLine]
  let written: WrittenSummary
  /// What the addresses of the crawled site begin with.
  let origin: String

  init(_ summary: CrawlSummary, in folder: TemporaryFolder, origin: String) throws {
    self.summary = summary
    self.folder = folder
    self.origin = origin
    images = try Self.lines("images.jsonl", in: folder)
    pages = try Self.lines("pages.jsonl", in: folder)
    written = try JSONDecoder().decode(
      WrittenSummary.self, from: Data(contentsOf: folder.file("out/summary.json")))
  }

  /// The line of an image, by its path on the crawled site or its whole address.
  func image(_ address: String) -> ImageLine? { images.first { $0.url == whole(address) } }

  /// The line of a page, by its path on the crawled site or its whole address.
  func page(_ address: String) -> PageLine? { pages.first { $0.url == whole(address) } }

  /// What became of each image: its status, or the reason where it has one, by its path; what a later
  /// crawl replaced is left out.
  var imageFates: [String: String] {
    [String: String](
      uniqueKeysWithValues: images.filter { $0.replaced_by == nil }.map { (short($0.url), $0.fate) }
    )
  }

  /// What became of each page: its status, or the reason where it has one, by its path.
  var pageFates: [String: String] {
    [String: String](uniqueKeysWithValues: pages.map { (short($0.url), $0.fate) })
  }

  /// The exit code that belongs to the crawl, as `expected.json` has it.
  var exit: Int {
    switch summary.ending {
    case .error: 74
    case .interrupted: 130
    case .limit: 3
    case .complete where !summary.reachedSeed: 69
    case .complete: summary.images.failedInAll + summary.pages.failedInAll > 0 ? 1 : 0
    }
  }

  /// An address without the origin of the crawled site.
  func short(_ address: String) -> String {
    address.hasPrefix(origin) ? String(address.dropFirst(origin.count)) : address
  }

  private func whole(_ address: String) -> String {
    address.hasPrefix("/") ? origin + address : address
  }

  private static func lines<Line: Decodable>(
    _ name: String, in folder: TemporaryFolder
  ) throws -> [Line] {
    let text = try Data(contentsOf: folder.file("out/" + name))
    return try text.split(separator: UInt8(ascii: "\n")).map {
      try JSONDecoder().decode(Line.self, from: $0)
    }
  }
}

/// A line of `images.jsonl`.
struct ImageLine: Decodable {
  struct Place: Decodable {
    let page: String
    let via: String
    let alt: String?
    let page_title: String?
    let lang: String?
  }

  struct Objection: Decodable, Hashable {
    let signal: String
    let `where`: String
    let url: String
    let value: String
  }

  struct Statement: Decodable, Hashable {
    let kind: String
    let `where`: String
    let value: String?
    var page: String?
  }

  let url: String
  let status: String
  let reason: String?
  let file: String?
  let sha256: String?
  let bytes: Int?
  let format: String?
  let width: Int?
  let height: Int?
  let animated: Bool?
  let orientation: Int?
  let truncated: Bool?
  let http_status: Int?
  let final_url: String?
  let depth: Int
  let replaced_by: String?
  let moved_to: String?
  let opt_outs: [Objection]?
  let license: [Statement]?
  let found_count: Int
  let complete: Bool
  let found: [Place]

  var fate: String { reason ?? status }
}

/// A line of `pages.jsonl`.
struct PageLine: Decodable {
  let trap: String?
  let url: String
  let kind: String
  let status: String
  let reason: String?
  let http_status: Int?
  let final_url: String?
  let depth: Int
  let parent: String?
  let bytes: Int?
  let links: Int?
  let images: Int?
  let image_count: Int?
  let image_bytes: Int?
  let title: String?
  let lang: String?

  var fate: String { reason ?? status }
}

/// The content of `summary.json`.
struct WrittenSummary: Decodable {
  struct Books: Decodable, Equatable {
    var discovered: Int
    var stored: Int?
    var fetched: Int?
    var duplicate: Int
    var unchanged: Int
    var gone: Int
    var skipped: [String: Int]
    var failed: [String: Int]
    var pending: Int

    var sum: Int {
      (stored ?? 0) + (fetched ?? 0) + duplicate + unchanged + gone + pending
        + skipped.values.reduce(0, +) + failed.values.reduce(0, +)
    }
  }

  struct Host: Decodable {
    let host: String
    let requests: Int
    let retries: Int
    let fastest_interval: Double?
  }

  struct Policy: Decodable {
    let url: String
    let fetched_at: String
    let http_status: Int?
    let final_url: String?
    let bytes: Int?
    let sha256: String?
    let reason: String?
  }

  let ended: String
  let limit: String?
  let images: Books
  let pages: Books
  let bytes: Int
  let hosts: [Host]
  let policies: [Policy]
}
