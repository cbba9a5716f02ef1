import Foundation
import TestSupport
import Testing

/// Crawls with little of what the system gives a process.
struct ShortageTests {
  private let folder: TemporaryFolder
  private let site: LoopbackSite

  init() throws {
    folder = try TemporaryFolder()
    site = try LoopbackSite(routes: ["/": .page(images: ["/a.png"]), "/a.png": .picture("a")])
  }

  /// Runs the program under a limit of the shell.
  private func magpie(_ limit: String, _ arguments: String...) throws -> Shell.Outcome {
    try Shell.run(
      "sh", ["-c", "ulimit \(limit) && exec \"$0\" \"$@\"", Magpie.path] + arguments,
      environment: Magpie.environment, in: folder.url)
  }

  // The name makes libcurl start a thread of its own to resolve it.
  @Test func `a small stack is enough`() throws {
    let outcome = try magpie("-s 64", "http://localhost:\(site.port)/", "-o", "out")
    #expect(outcome.status == 0, "\(outcome.status) \(outcome.stderr)")
  }

  @Test(
    .disabled(if: Sanitizer.isOn, "a sanitizer reserves much memory"),
    arguments: [20_000, 40_000, 60_000, 100_000, 200_000])
  func `a limit of the memory for data is told as such`(kibibytes: Int) throws {
    let outcome = try magpie("-d \(kibibytes)", site.url("/"), "-o", "out")
    #expect(outcome.status == 64, "\(outcome.status) \(outcome.stderr)")
    #expect(outcome.stderr.contains("ulimit -d"), "\(outcome.stderr)")
  }

  @Test(
    .disabled(if: Sanitizer.isThread, "Thread Sanitizer itself ends where it cannot write a file"),
    arguments: [8, 64, 128, 256])
  func `a limit of the size of files is told as such`(blocks: Int) throws {
    let outcome = try magpie("-f \(blocks)", site.url("/"), "-o", "out")
    #expect(outcome.status == 74, "\(outcome.status) \(outcome.stderr)")
    #expect(outcome.stderr.contains("ulimit -f"), "\(outcome.stderr)")
  }

  @Test(
    .disabled(if: Sanitizer.isThread, "Thread Sanitizer itself ends where it cannot write a file"),
    arguments: [
      ["export", "out", "--to", "jsonl", "x"], ["export", "out", "--to", "csv", "x"],
      ["export", "out", "--to", "zip", "x"], ["export", "out", "--to", "webdataset", "x"],
      ["export", "out", "--to", "imagefolder", "x"], ["export", "out", "--to", "wacz", "x"],
      ["gallery", "out"],
    ])
  func `every command tells a limit of the size of files and leaves nothing behind`(
    command: [String]
  ) throws {
    let crawl = try Shell.run(
      Magpie.path, [site.url("/"), "-o", "out", "--warc"], environment: Magpie.environment,
      in: folder.url)
    #expect(crawl.status == 0, "\(crawl.stderr)")
    let outcome = try Shell.run(
      "sh", ["-c", "ulimit -f 0 && exec \"$0\" \"$@\"", Magpie.path] + command,
      environment: Magpie.environment, in: folder.url)
    #expect(outcome.status == 74, "\(outcome.status) \(outcome.stderr)")
    #expect(outcome.stderr.contains("ulimit -f"), "\(outcome.stderr)")
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
    #expect(left == ["out"])
  }

  @Test(
    .disabled(if: Sanitizer.isThread, "Thread Sanitizer itself ends where it cannot write a file"),
    arguments: [["--help"], ["-h"], ["crawl", "--help"], ["merge", "--help"], ["--version"]])
  func `a help that cannot be written is an error`(command: [String]) throws {
    let outcome = try Shell.run(
      "sh", ["-c", "ulimit -f 0 && exec \"$0\" \"$@\" > help", Magpie.path] + command,
      environment: Magpie.environment, in: folder.url)
    #expect(outcome.status == 74, "\(outcome.status) \(outcome.stderr)")
    #expect(outcome.stderr.contains("ulimit -f"), "\(outcome.stderr)")
  }

  @Test(arguments: [
    ["status", "out"], ["verify", "out"], ["export", "out", "--to", "csv", "x"], ["--version"],
  ])
  func `every command tells that too few files may be open`(command: [String]) throws {
    for limit in [8, 12, 27] {
      let outcome = try Shell.run(
        "sh", ["-c", "ulimit -n \(limit) && exec \"$0\" \"$@\"", Magpie.path] + command,
        environment: Magpie.environment, in: folder.url)
      #expect(outcome.status == 64, "\(outcome.status) \(outcome.stderr)")
      #expect(outcome.stderr.contains("only \(limit) files"), "\(outcome.stderr)")
    }
  }

  // Counted are the threads of a user, and those of root have no limit: each run is of a user of its own.
  @Test(
    .enabled(if: getuid() == 0, "becoming another user needs root"),
    arguments: [
      ["verify", "out"], ["status", "out"], ["export", "out", "--to", "csv", "-"],
      ["export", "out", "--to", "zip", "new/x.zip"], ["explain", "out", "http://127.0.0.1/"],
      ["changes", "out"], ["audit", "out"], ["gallery", "out"], ["serve", "out", "--port", "0"],
      ["merge", "new/all", "out"], ["similar", "out"], ["resume", "out"],
    ])
  func `every command ends if it may start no thread`(command: [String]) throws {
    let crawl = try Shell.run(
      Magpie.path, [site.url("/"), "-o", "out"], environment: Magpie.environment, in: folder.url)
    #expect(crawl.status == 0, "\(crawl.stderr)")
    let shared = try Shell.run(
      "sh", ["-c", "mkdir new && chmod -R a+rwX ."], environment: [:], in: folder.url)
    #expect(shared.status == 0, "\(shared.stderr)")
    // One of them is timeout.
    for threads in 2...5 {
      let user = UInt32.random(in: 100_000...2_000_000_000)
      let outcome = try Shell.run(
        "prlimit",
        [
          "--nproc=\(threads)", "setpriv", "--reuid", "\(user)", "--clear-groups", "timeout", "60",
          Magpie.path,
        ] + command, environment: Magpie.environment, in: folder.url)
      let told = outcome.stderr + outcome.stdout
      if threads < 4 || outcome.status == 74 {
        #expect([64, 74].contains(outcome.status), "\(threads): \(outcome.status) \(told)")
        #expect(told.contains("ulimit -u"), "\(threads): \(told)")
      } else {
        #expect(outcome.status != 124, "\(threads): it did not end")
      }
    }
  }

  @Test(
    .enabled(if: SmallDisk.isPossible, "mounting a small file system needs root"),
    arguments: ["size=12k", "size=40k", "size=200k"])
  func `a small disk is full`(options: String) throws {
    let disk = try #require(SmallDisk(options: options))
    let outcome = try Magpie.run([site.url("/"), "-o", disk.path + "/out"])
    #expect(outcome.status == 74, "\(outcome.status) \(outcome.stderr)")
    #expect(outcome.stderr.contains("/out/"), "\(outcome.stderr)")
    #expect(outcome.stderr.contains("the disk is full; free some space"), "\(outcome.stderr)")
  }

  @Test(
    .enabled(if: SmallDisk.isPossible, "mounting a small file system needs root"),
    arguments: 2...14)
  func `a disk that takes no more files is told as such`(files: Int) throws {
    let disk = try #require(SmallDisk(options: "nr_inodes=\(files)"))
    let outcome = try Magpie.run([site.url("/"), "-o", disk.path + "/out"])
    guard outcome.status != 0 else { return }
    #expect(outcome.status == 74, "\(outcome.status) \(outcome.stderr)")
    #expect((outcome.stdout + outcome.stderr).contains("takes no more files"), "\(outcome.stdout)")
  }
}
