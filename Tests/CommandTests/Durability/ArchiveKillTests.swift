import Foundation
import TestSupport
import Testing

/// An archive is whole after any end of the program, and has what the records have.
@Suite(.serialized, .timeLimit(.minutes(10)))
struct ArchiveKillTests {
  /// The addresses whose content is stored by the records of a crawl, or was read.
  private func recorded(_ folder: URL) throws -> Set<String> {
    var addresses: Set<String> = []
    for name in ["images.jsonl", "pages.jsonl"] {
      for line in try objects(String(contentsOf: folder.appending(path: name), encoding: .utf8)) {
        guard ["stored", "duplicate", "fetched"].contains(line["status"] as? String) else {
          continue
        }
        addresses.insert(try #require((line["final_url"] ?? line["url"]) as? String))
      }
    }
    return addresses
  }

  @Test func `a crawl that is killed repeatedly has everything in its archive`() throws {
    let site = try MazeSite.serve(padding: 20_000)
    let folder = try TemporaryFolder()
    var killed = 0
    for count in stride(from: 40, through: 400, by: 60) {
      site.forgetRequests()
      let run = try RunningMagpie([site.url("/"), "--warc"], in: folder)
      // Less is left with every run.
      guard run.waitForRequests(min(count, 60 + 10 * killed), at: site) else { break }
      run.send(SIGKILL)
      guard run.wait() == 128 + SIGKILL else { break }
      killed += 1
    }
    #expect(killed > 1)
    let last = try RunningMagpie([site.url("/"), "--warc"], in: folder)
    #expect(last.wait() == 1)
    let archive = folder.file("out/warc")
    let names = try FileManager.default.contentsOfDirectory(atPath: archive.path)
    #expect(names.allSatisfy { $0.hasSuffix(".warc.gz") }, "\(names)")
    let records = try ArchivedRecord.all(in: archive)
    let archived = Set(records.filter { ["response", "revisit"].contains($0.type) }.map(\.address))
    let missing = try recorded(folder.file("out")).subtracting(archived)
    #expect(missing.isEmpty)
  }

  @Test func `a file that ends within a record is cut behind the last whole one`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png", "/b.png"]), "/a.png": .picture("a"), "/b.png": .picture("b"),
    ])
    let folder = try TemporaryFolder()
    let path = folder.path + "/out"
    #expect(try Magpie.run([site.url("/"), "-o", path, "--warc", "--threads", "1"]).status == 0)
    let archive = folder.file("out/warc")
    let name = try #require(
      FileManager.default.contentsOfDirectory(atPath: archive.path).first)
    let whole = try Array(Data(contentsOf: archive.appending(path: name)))
    let records = try ArchivedRecord.read(whole, name)
    let ends = records.dropFirst().map(\.offset) + [whole.count]
    for cut in [whole.count - 1, ends[ends.count - 2] + 1, ends[3], ends[2] + 30, ends[0], 5, 0] {
      try FileManager.default.removeItem(at: archive)
      try folder.write(Data(whole[..<cut]), to: "out/warc/\(name).open")
      // A refresh: the archive is opened, and the crawl goes on in a new file.
      let outcome = try Magpie.run([site.url("/"), "-o", path, "--warc", "--threads", "1"])
      #expect(outcome.status == 0, "\(outcome.stderr)")
      let left = try FileManager.default.contentsOfDirectory(atPath: archive.path)
      #expect(left.allSatisfy { $0.hasSuffix(".warc.gz") }, "\(left)")
      let end = ends.last { $0 <= cut } ?? 0
      let isKept = end > ends[0]
      // Within the same second, the new file takes the name of one that was not kept.
      let isThere = left.contains(name)
      #expect(isThere || !isKept, "cut at \(cut)")
      if isThere {
        let kept = try Array(Data(contentsOf: archive.appending(path: name)))
        #expect((kept == Array(whole[..<end])) == isKept, "cut at \(cut)")
      }
      _ = try ArchivedRecord.all(in: archive)
    }
  }

  @Test func `a file that was changed is named and left as it is`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png"]), "/a.png": .picture("a"),
    ])
    let folder = try TemporaryFolder()
    let path = folder.path + "/out"
    #expect(try Magpie.run([site.url("/"), "-o", path, "--warc", "--threads", "1"]).status == 0)
    let archive = folder.file("out/warc")
    let name = try #require(
      FileManager.default.contentsOfDirectory(atPath: archive.path).first)
    var bytes = try Array(Data(contentsOf: archive.appending(path: name)))
    let records = try ArchivedRecord.read(bytes, name)
    let place = try #require(records.first { $0.address == site.url("/a.png") }).offset
    bytes[place + 40] ^= 0xFF
    try folder.write(Data(bytes), to: "out/warc/" + name)
    let outcome = try Magpie.run([site.url("/"), "-o", path, "--warc", "--threads", "1"])
    #expect(outcome.status == 0)
    #expect((outcome.stdout + outcome.stderr).contains("is damaged behind byte \(place)"))
    #expect(try Array(Data(contentsOf: archive.appending(path: name))) == bytes)
    // Nothing refers to the damaged record, so the image is there again.
    let other = try #require(
      FileManager.default.contentsOfDirectory(atPath: archive.path).first { $0 != name })
    let newer = try ArchivedRecord.read(
      Array(Data(contentsOf: archive.appending(path: other))), other)
    let image = newer.filter { $0.address == site.url("/a.png") }
    #expect(image.first?.type == "response")
    #expect(image.first?.body == Picture.png("a"))
  }

  @Test(.enabled(if: SmallDisk.isPossible, "mounting a small file system needs root"))
  func `a full disk ends the crawl and leaves whole files`() throws {
    let site = try MazeSite.serve(padding: 9_000)
    var size = 1_500
    let disk = try #require(SmallDisk(kibibytes: size))
    let output = URL(filePath: disk.path + "/out")
    var stops = 0
    while stops < 60 {
      let outcome = try Magpie.run([
        site.url("/"), "-o", output.path, "--retries", "0", "--warc",
      ])
      let archive = output.appending(path: "warc")
      if FileManager.default.fileExists(atPath: archive.path) {
        _ = try ArchivedRecord.all(in: archive)
      }
      if outcome.status == 1 { break }
      stops += 1
      #expect(outcome.status == 74, "\(outcome.status) \(outcome.stderr)")
      #expect((outcome.stdout + outcome.stderr).contains("the disk is full"))
      size += 700
      #expect(disk.resize(kibibytes: size))
    }
    #expect(stops > 1)
    let records = try ArchivedRecord.all(in: output.appending(path: "warc"))
    let archived = Set(records.filter { ["response", "revisit"].contains($0.type) }.map(\.address))
    #expect(try recorded(output).subtracting(archived).isEmpty)
  }
}
