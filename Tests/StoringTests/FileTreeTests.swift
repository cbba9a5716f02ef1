import Addressing
import Bytes
import CrawlModel
import Files
import Foundation
import Storing
import Threads
import Testing

struct FileTreeTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func `the same bytes at two addresses are stored once`() throws {
    let tree = try scratch.tree()
    let one = try tree.put(image("https://a.org/1.jpg", "same"))
    let two = try tree.put(image("https://b.org/2.jpg", "same"))
    #expect(one == StoredImage(file: "images/a.org/1.jpg", isDuplicate: false))
    #expect(two == StoredImage(file: "images/a.org/1.jpg", isDuplicate: true))
    #expect(try scratch.files == ["images/a.org/1.jpg"])
    try tree.close()
  }

  @Test func `the bytes are kept exactly`() throws {
    let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) }
    let found = FoundImage(
      address: try WebAddress("https://a.org/x"), facts: ImageFacts(format: .png),
      content: ImageContent(bytes))
    let stored = try scratch.tree().put(found)
    #expect(try scratch.read(stored.file) == bytes)
    #expect(try scratch.temporary.names().isEmpty)
  }

  @Test func `a file that was downloaded is moved, and removed when it is a duplicate`() throws {
    let tree = try scratch.tree()
    let bytes = Array("from a file".utf8)
    for (name, isDuplicate) in [("1.jpg", false), ("2.jpg", true)] {
      let file = try TemporaryFile(in: scratch.temporary)
      try file.append(bytes.span)
      let found = FoundImage(
        address: try WebAddress("https://a.org/" + name), facts: ImageFacts(format: .jpeg),
        content: ImageContent(.file(file), digest: SHA256Digest(of: bytes.span)))
      #expect(
        try tree.put(found)
          == StoredImage(file: "images/a.org/1.jpg", isDuplicate: isDuplicate))
      #expect(file.isGone)
    }
    #expect(try scratch.read("images/a.org/1.jpg") == bytes)
    #expect(try scratch.temporary.names().isEmpty)
  }

  @Test func `a file of an earlier run with the same bytes is used`() throws {
    try scratch.write("same", "images/a.org/1.jpg")
    let tree = try scratch.tree()
    let stored = try tree.put(image("https://a.org/1.jpg", "same"))
    #expect(stored == StoredImage(file: "images/a.org/1.jpg", isDuplicate: false))
    #expect(try tree.put(image("https://a.org/2.jpg", "same")).isDuplicate)
    #expect(try scratch.files == ["images/a.org/1.jpg"])
  }

  @Test(arguments: ["other bytes", "sam", "same!", "sane", ""])
  func `a file of an earlier run with other bytes is never changed`(old: String) throws {
    try scratch.write(old, "images/a.org/1.jpg")
    let stored = try scratch.tree().put(image("https://a.org/1.jpg", "same"))
    #expect(stored.file != "images/a.org/1.jpg")
    #expect(!stored.isDuplicate)
    #expect(try scratch.read("images/a.org/1.jpg") == Array(old.utf8))
    #expect(try scratch.read(stored.file) == Array("same".utf8))
  }

  @Test func `a file that appears during the run is never changed`() throws {
    let tree = try scratch.tree()
    _ = try tree.put(image("https://a.org/0.jpg", "0"))
    try scratch.write("foreign", "images/a.org/1.jpg")
    let stored = try tree.put(image("https://a.org/1.jpg", "mine"))
    #expect(try scratch.read("images/a.org/1.jpg") == Array("foreign".utf8))
    #expect(try scratch.read(stored.file) == Array("mine".utf8))
  }

  @Test func `a content of an earlier run is recognised by its digest`() throws {
    try scratch.write("same", "images/old/name.jpg")
    let tree = try scratch.tree()
    tree.remember(SHA256Digest(of: Array("same".utf8).span), in: "images/old/name.jpg")
    tree.remember(SHA256Digest(of: Array("lost".utf8).span), in: "images/old/lost.jpg")
    tree.remember(SHA256Digest(of: Array("out".utf8).span), in: "../../etc/passwd")
    tree.remember(SHA256Digest(of: Array("up".utf8).span), in: "images/old/name.jpg")
    let first = try tree.put(image("https://a.org/1.jpg", "same"))
    #expect(first == StoredImage(file: "images/old/name.jpg", isDuplicate: false))
    #expect(try tree.put(image("https://a.org/2.jpg", "same")).isDuplicate)
    for text in ["lost", "out", "up"] {
      let stored = try tree.put(image("https://a.org/\(text).jpg", text))
      #expect(stored == StoredImage(file: "images/a.org/\(text).jpg", isDuplicate: false))
    }
  }

  @Test func `a symbolic link planted in the tree is not followed`() throws {
    let outside = try Scratch()
    try outside.write("secret", "x.jpg")
    try FileManager.default.createDirectory(
      atPath: scratch.path + "/images/b.org", withIntermediateDirectories: true)
    let links = [("a.org", outside.path), ("b.org/x.jpg", outside.path + "/x.jpg")]
    for (link, target) in links {
      try FileManager.default.createSymbolicLink(
        atPath: scratch.path + "/images/" + link, withDestinationPath: target)
    }
    let tree = try scratch.tree()
    for address in ["https://a.org/x.jpg", "https://a.org/d/y.jpg", "https://b.org/x.jpg"] {
      let stored = try tree.put(image(address, address))
      #expect(try scratch.read(stored.file) == Array(address.utf8))
    }
    // The same bytes as the link's target, but not the link.
    let same = try tree.put(image("https://b.org/x.jpg", "secret"))
    #expect(same.file != "images/b.org/x.jpg")
    #expect(try outside.read("x.jpg") == Array("secret".utf8))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: outside.path).sorted()
        == [".magpie", "x.jpg"])
  }

  @Test func `an images folder that is a symbolic link is rejected`() throws {
    let outside = try Scratch()
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path + "/images", withDestinationPath: outside.path)
    let error = #expect(throws: StoreError.self) { _ = try scratch.tree() }
    #expect(error?.cause?.code == .symbolicLink)
  }

  @Test(arguments: FileLayout.allCases)
  func `many threads with the same images store each once`(layout: FileLayout) throws {
    let tree = try scratch.tree(layout)
    let threads = 8
    let images = 150
    let folder = scratch.path
    let results = Monitor<[Int: [StoredImage]]>([:])
    let failures = Monitor<[String]>([])
    DispatchQueue.concurrentPerform(iterations: threads) { thread in
      for step in 0..<images {
        // Half of the threads go in reverse order; three share each content, two each name.
        let number = thread % 2 == 0 ? step : images - 1 - step
        do {
          let address = "https://a.org/d\(number % 7)/n\(number / 2).jpg?\(thread % 3)"
          let stored = try tree.put(image(address, "content \(number / 3)"))
          // A reported file exists, even if another thread is still moving it.
          let found = FileManager.default.contents(atPath: "\(folder)/\(stored.file)")
          #expect(found == Data("content \(number / 3)".utf8))
          results.withLock { $0[number / 3, default: []].append(stored) }
        } catch {
          failures.withLock { $0.append("\(error)") }
        }
      }
    }
    #expect(failures.withLock { $0 } == [])
    let all = results.withLock { $0 }
    #expect(all.count == images / 3)
    for (number, stored) in all {
      #expect(Set(stored.map(\.file)).count == 1)
      #expect(stored.filter { !$0.isDuplicate }.count == 1)
      #expect(try scratch.read(stored[0].file) == Array("content \(number)".utf8))
    }
    #expect(try scratch.files.count == images / 3)
    #expect(try scratch.temporary.names().isEmpty)
  }

  @Test func `many threads with one name get different names`() throws {
    let tree = try scratch.tree(.flat)
    let names = Monitor<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 8) { thread in
      for number in 0..<50 {
        let stored = try? tree.put(
          image("https://h\(thread)-\(number).org/P.jpg", "\(thread) \(number)"))
        names.withLock { $0.append(stored?.file ?? "none") }
      }
    }
    #expect(names.withLock { Set($0).count } == 400)
    #expect(try scratch.files.count == 400)
  }

  @Test func `more folders than the open limit can be used`() throws {
    let tree = try scratch.tree()
    for number in 0..<400 {
      _ = try tree.put(image("https://h\(number % 300).org/a/\(number).jpg", "\(number)"))
    }
    #expect(try scratch.files.count == 400)
  }
}
