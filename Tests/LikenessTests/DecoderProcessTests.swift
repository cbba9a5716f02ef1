import Foundation
import TestSupport
import Testing

@testable import Likeness

/// A process that decodes images and fails, in the place of the real one.
struct DecoderProcessTests {
  /// Answers with hashes whose bytes are all the first of the image; some first bytes are commands.
  private static let decoder = """
    import os, socket, struct, sys, time
    peer = socket.socket(fileno=0)
    def read(count):
        data = b""
        while len(data) < count:
            piece = peer.recv(count - len(data))
            if not piece: sys.exit(0)
            data += piece
        return data
    if sys.argv[1] == "unconfined": sys.exit(1)
    if sys.argv[1] == "killed": os.kill(os.getpid(), 9)
    peer.sendall(b"M")
    while True:
        head = read(5)
        if sys.argv[1] == "deaf": time.sleep(1000)
        image = read(struct.unpack("<I", head[1:])[0])
        if image[:1] == b"c": os.abort()
        if image[:1] == b"h": time.sleep(1000)
        if image[:1] == b"w": peer.sendall(b"\\x09" + bytes(41)); continue
        if image[:1] == b"d": peer.sendall(b"\\x01" + bytes(41)); continue
        peer.sendall(b"\\0" + image[:1] * 41)
    """

  /// Longer than any test may take.
  private static let hour = 3_600_000

  private func process(_ mode: String = "", patience: Int = hour) -> DecoderProcess {
    DecoderProcess(["python3", "-c", Self.decoder, mode], patience: patience)
  }

  private func quality(
    _ process: DecoderProcess, _ text: String
  ) throws -> Result<Int, DecoderProcess.Fault> {
    try process.hashes(of: Array(text.utf8), as: .png).map(\.quality)
  }

  @Test func `an image costs nothing but itself`() throws {
    let process = process()
    #expect(try quality(process, "!") == .success(33))
    #expect(try quality(process, "crash") == .failure(.crashed))
    #expect(try quality(process, "\"") == .success(34))
    #expect(try quality(process, "damaged") == .failure(.refused(.damaged)))
    #expect(try quality(process, "wrong") == .failure(.crashed))
    #expect(try quality(process, "#") == .success(35))
  }

  @Test func `an image that takes too long is given up`() throws {
    let process = process(patience: 5_000)
    #expect(try quality(process, "hang") == .failure(.timedOut))
    #expect(try quality(process, "!") == .success(33))
  }

  @Test func `so is a process that does not read`() throws {
    let large = String(repeating: "!", count: 4_000_000)
    #expect(try quality(process("deaf", patience: 5_000), large) == .failure(.timedOut))
  }

  @Test func `a process that is not confined decodes nothing`() {
    let error = #expect(throws: DecoderProcess.Unavailable.self) {
      try quality(process("unconfined"), "!")
    }
    #expect(error?.description.contains("confined") == true)
    #expect(throws: DecoderProcess.Unavailable.self) {
      try quality(DecoderProcess(["/nowhere/decoder"]), "!")
    }
  }

  @Test func `a process that is killed before it is ready costs one image`() throws {
    let process = process("killed")
    #expect(try quality(process, "!") == .failure(.crashed))
    #expect(try quality(process, "!") == .failure(.crashed))
  }
}

/// The real process, which is the program.
@Suite(.enabled(if: !Sanitizer.isOn, "a sanitizer cannot be confined"))
struct ConfinementTests {
  /// The built program, which is in the same folder as the test bundle.
  private static let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "magpie").path

  @Test func `it works below a lower limit of the address space`() throws {
    let command = "ulimit -v 1200000; exec '\(Self.program)' decode-images"
    let process = DecoderProcess(["/bin/sh", "-c", command])
    let image = try HashVectorTests.fixture("gallery/public/albums/night/photos/full-moon.jpg")
    #expect(try process.hashes(of: image, as: .jpeg).get().dhash.hex == "2566626265377333")
  }

  @Test func `it has dropped everything, and decodes`() throws {
    let process = DecoderProcess([Self.program, "decode-images"])
    let image = try HashVectorTests.fixture("gallery/public/albums/night/photos/full-moon.jpg")
    let hashes = try process.hashes(of: image, as: .jpeg).get()
    #expect(hashes.dhash.hex == "2566626265377333")
    let status = try String(contentsOfFile: "/proc/\(process.processID)/status", encoding: .utf8)
    func field(_ name: String) -> [Substring] {
      let line = status.split(separator: "\n").first { $0.hasPrefix("\(name):") }
      return line?.split(whereSeparator: { $0.isWhitespace }).dropFirst().map { $0 } ?? []
    }
    #expect(field("Seccomp") == ["2"])
    #expect(field("NoNewPrivs") == ["1"])
    #expect(!field("Uid").contains("0"))
    #expect(field("Threads") == ["1"])
    let bomb = Picture.png("bomb", width: 60_000, height: 60_000)
    #expect(try process.hashes(of: bomb, as: .png) == .failure(.refused(.tooLarge)))
    #expect(try process.hashes(of: image, as: .jpeg).get() == hashes)
  }
}
