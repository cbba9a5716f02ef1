import Foundation
import TestSupport
import Testing

/// Whatever interrupts a crawl, the same command resumes it, and the result is the same.
@Suite(.serialized, .timeLimit(.minutes(10)))
struct KillTests {
  /// How often a crawl is killed; `MAGPIE_KILLS=50` for a thorough test.
  private static let kills = number("MAGPIE_KILLS") ?? 8
  /// The seed of the random moments; set it with `MAGPIE_SEED`.
  private static let seed = UInt64(number("MAGPIE_SEED") ?? 1)

  private static func number(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
  }

  @Test func `a crawl that is killed repeatedly has the same result`() throws {
    var crawl = try DisturbedCrawl(MazeSite.serve(), seed: Self.seed)
    try crawl.run(ending: SIGKILL, times: Self.kills, stride: max(8, 700 / Self.kills))
    #expect(crawl.disturbances == Self.kills)
  }

  @Test func `a crawl that is interrupted repeatedly has the same result`() throws {
    var crawl = try DisturbedCrawl(MazeSite.serve(), seed: Self.seed + 1)
    let times = max(4, Self.kills / 2)
    try crawl.run(ending: SIGINT, times: times, stride: max(8, 700 / times)) { folder, _ in
      let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      #expect(names.contains("images.jsonl") && names.contains("summary.json"))
      #expect(!names.contains { $0.hasSuffix(".part") || $0.hasSuffix("-wal") })
    }
  }

  /// A power cut may lose what was written last.
  @Test func `a torn end of the log loses only its own content`() throws {
    var crawl = try DisturbedCrawl(MazeSite.serve(), seed: Self.seed + 2)
    for _ in 0..<max(4, Self.kills / 4) {
      let times = crawl.disturbances + 1
      try crawl.run(ending: SIGKILL, times: times, stride: 350) { folder, generator in
        try Self.tear(folder.appending(path: ".magpie/crawl.sqlite-wal"), &generator)
      }
    }
  }

  private static func tear(_ file: URL, _ generator: inout Generator) throws {
    guard var bytes = try? Data(contentsOf: file), !bytes.isEmpty else { return }
    let place = Int.random(in: 0..<bytes.count, using: &generator)
    if Bool.random(using: &generator) {
      bytes = bytes.prefix(place)
    } else {
      let end = min(bytes.count, place + 512)
      for index in place..<end { bytes[index] = UInt8.random(in: 0...255, using: &generator) }
    }
    try bytes.write(to: file)
  }
}
