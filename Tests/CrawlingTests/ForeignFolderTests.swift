import CrawlModel
import Crawling
import Foundation
import TestSupport
import Testing

/// What is in the output folder already, and what the folder is called.
struct ForeignFolderTests {
  @Test(arguments: ["index.html", "index.js", "images.jsonl", "pages.jsonl", "summary.json"])
  func `a folder with somebody else's file of one of our names is refused`(name: String) throws {
    let site = try LoopbackSite(routes: ["/": .page()])
    let folder = try TemporaryFolder()
    let output = folder.url.appending(path: "out")
    try FileManager.default.createDirectory(at: output, withIntermediateDirectories: true)
    let file = output.appending(path: name)
    try Data("mine".utf8).write(to: file)
    let error = #expect(throws: CrawlError.self) {
      try Crawl(configuration(site, in: folder)).run()
    }
    #expect(error?.code == .outputFolder)
    #expect(try String(contentsOf: file, encoding: .utf8) == "mine")
    #expect(site.requests.isEmpty)
  }

  @Test(arguments: [
    ("https://example.com/x", "example.com"),
    ("http://example.com:8080/", "example.com_8080"), ("http://[::1]:80/", "__1"),
  ])
  func `the folder's name never leads out of the current folder`(seed: String, name: String) throws
  {
    #expect(try Crawl.folderName(forSeed: seed) == name)
  }

  @Test(arguments: [
    "http://../a", "http://./", "./a", "..", "https://%2e/", "\u{3002}/a", "...:80",
  ])
  func `a host of nothing but dots is no host`(seed: String) throws {
    let error = #expect(throws: CrawlError.self) { try Crawl.folderName(forSeed: seed) }
    #expect(error?.code == .badSeed && error?.message.contains("is no host") == true)
  }
}
