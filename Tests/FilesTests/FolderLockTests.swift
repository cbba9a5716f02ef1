import Files
import Foundation
import Testing

struct FolderLockTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// Starts a process that holds the lock of the folder and has written its id into it.
  private func holder() throws -> (Process, FileHandle) {
    let process = Process()
    let output = Pipe()
    let input = Pipe()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = [
      "-c", "exec 9>lock; flock -n 9 || exit 1; echo $$ >&9; echo ready; read x",
    ]
    process.currentDirectoryURL = URL(filePath: scratch.path)
    process.standardOutput = output
    process.standardInput = input
    try process.run()
    #expect(try output.fileHandleForReading.read(upToCount: 6) == Data("ready\n".utf8))
    return (process, input.fileHandleForWriting)
  }

  @Test func `a second process gets the id of the holder, and the lock after it died`()
    throws
  {
    let (process, input) = try holder()
    let folder = try scratch.folder()
    #expect(
      FileError.code { _ = try FolderLock("lock", in: folder) }
        == .locked(by: process.processIdentifier))
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    try input.close()
    // The file with the id of the dead process still exists and has no effect.
    let lock = try FolderLock("lock", in: folder)
    #expect(try scratch.text("lock") == "\(getpid())\n")
    _ = lock
  }

  @Test func `a lock whose file was removed is still held`() throws {
    let folder = try scratch.folder()
    #expect(try FolderLock.holder("lock", in: folder) == nil)
    let lock = try FolderLock("lock", in: folder)
    #expect(try FolderLock.holder("lock", in: folder) == getpid())
    try FileManager.default.removeItem(atPath: scratch.path + "/lock")
    #expect(try FolderLock.holder("lock", in: folder) == 0)
    withExtendedLifetime(lock) {}
  }

  /// As in a process that this one is about to start: it has all descriptors until it runs another
  /// program.
  @Test func `a released lock is free even if a copy of its descriptor is open`() throws {
    let folder = try scratch.folder()
    let own = URL(filePath: scratch.path).appending(path: "lock").standardizedFileURL.path
    var copies: [Int32] = []
    do {
      let lock = try FolderLock("lock", in: folder)
      let all = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
      for number in all.compactMap({ Int32($0) }) {
        let target = try? FileManager.default.destinationOfSymbolicLink(
          atPath: "/proc/self/fd/\(number)")
        if target == own { copies.append(dup(number)) }
      }
      withExtendedLifetime(lock) {}
    }
    defer { for copy in copies { close(copy) } }
    #expect(!copies.isEmpty)
    #expect(throws: Never.self) { _ = try FolderLock("lock", in: folder) }
  }

  @Test func `a released lock can be acquired again`() throws {
    let folder = try scratch.folder()
    do {
      let lock = try FolderLock("lock", in: folder)
      #expect(FileError.code { _ = try FolderLock("lock", in: folder) } == .locked(by: getpid()))
      withExtendedLifetime(lock) {}
    }
    _ = try FolderLock("lock", in: folder)
  }

  @Test func `a lock file without a process id still counts as locked`() throws {
    let folder = try scratch.folder()
    let lock = try FolderLock("lock", in: folder)
    let other = try Scratch()
    try other.write("", "lock")
    _ = try FolderLock("lock", in: other.folder())
    #expect(truncate(scratch.path + "/lock", 0) == 0)
    #expect(FileError.code { _ = try FolderLock("lock", in: folder) } == .locked(by: nil))
    withExtendedLifetime(lock) {}
  }

  @Test func `a folder stays locked when its lock file is removed`() throws {
    let folder = try scratch.folder()
    let lock = try FolderLock("lock", in: folder)
    try folder.remove("lock")
    #expect(FileError.code { _ = try FolderLock("lock", in: folder) } == .locked(by: nil))
    withExtendedLifetime(lock) {}
  }
}
