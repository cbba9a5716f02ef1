import Addressing
import CrawlModel
import Foundation
import Storing
import Testing

struct NamingTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test(arguments: [
    ("https://example.org/a/b/photo.jpg", "example.org/a/b/photo.jpg"),
    ("https://example.org/photo.jpeg", "example.org/photo.jpeg"),
    ("https://example.org/photo.JPG", "example.org/photo.JPG"),
    ("https://example.org/photo.png", "example.org/photo.jpg"),
    ("https://example.org/photo.php", "example.org/photo.php.jpg"),
    ("https://example.org/v1.2", "example.org/v1.2.jpg"),
    ("https://example.org/", "example.org/index.jpg"),
    ("https://example.org/a/", "example.org/a/index.jpg"),
    ("https://example.org/a//b.jpg", "example.org/a/b.jpg"),
    ("http://localhost:8080/x.jpg", "localhost_8080/x.jpg"),
    ("http://127.0.0.1:80/x.jpg", "127.0.0.1/x.jpg"),
    ("http://[2001:db8::1]:81/x.jpg", "ipv6-2001-db8--1_81/x.jpg"),
    ("https://example.org/my%20photo.jpg", "example.org/my photo.jpg"),
    ("https://example.org/%E6%97%A5%E6%9C%AC.jpg", "example.org/日本.jpg"),
    ("https://example.org/e%CC%81.jpg", "example.org/\u{E9}.jpg"),
    ("https://example.org/%FF%FE.jpg", "example.org/%FF%FE.jpg"),
    ("https://example.org/100%25.jpg", "example.org/100%.jpg"),
    ("https://example.org/a%2Fb.jpg", "example.org/a_b.jpg"),
    ("https://example.org/..%2F..%2Fetc%2Fpasswd", "example.org/_._.._etc_passwd.jpg"),
    ("https://example.org/.htaccess", "example.org/_htaccess.jpg"),
    ("https://example.org/-rf.jpg", "example.org/_rf.jpg"),
    ("https://example.org/~user/x.jpg", "example.org/_user/x.jpg"),
    ("https://example.org/con.jpg", "example.org/_con.jpg"),
    ("https://example.org/NUL", "example.org/_NUL.jpg"),
    ("https://example.org/com1/lpt9.tar.jpg", "example.org/_com1/_lpt9.tar.jpg"),
    ("https://example.org/a./b%20/c.jpg", "example.org/a_/b_/c.jpg"),
    ("https://example.org/x%00y%0Az.jpg", "example.org/x_y_z.jpg"),
    ("https://example.org/a%E2%80%AEgpj.exe", "example.org/a_gpj.exe.jpg"),
    ("https://example.org/%CC%81x.jpg", "example.org/_\u{301}x.jpg"),
    ("https://example.org/%E2%9D%A4%EF%B8%8F.jpg", "example.org/\u{2764}_.jpg"),
    ("https://example.org/a.%CC%81jpg", "example.org/a.\u{301}jpg.jpg"),
    ("https://example.org/a.jpg/b.jpg", "example.org/a.jpg~/b.jpg"),
    ("https://example.org/a%3A%3C%3E%22%7C%3F%2A%5C.jpg", "example.org/a________.jpg"),
  ])
  func `a name in the site layout resembles the address`(address: String, file: String) throws {
    let stored = try scratch.tree().put(image(address, "x"))
    #expect(stored.file == "images/" + file)
    #expect(Array(stored.file.utf8) == Array(("images/" + file).utf8))
    #expect(flaw(in: stored.file) == nil)
    #expect(try scratch.files == [stored.file])
  }

  @Test func `queries are distinguished by a hash`() throws {
    let tree = try scratch.tree()
    let one = try tree.put(image("https://a.org/p.jpg?id=1", "1")).file
    let two = try tree.put(image("https://a.org/p.jpg?id=2", "2")).file
    let none = try tree.put(image("https://a.org/p.jpg?", "3")).file
    #expect(one.wholeMatch(of: /images\/a\.org\/p~[0-9a-f]{8}\.jpg/) != nil)
    #expect(two.wholeMatch(of: /images\/a\.org\/p~[0-9a-f]{8}\.jpg/) != nil)
    #expect(one != two)
    #expect(none == "images/a.org/p.jpg")
  }

  @Test func `a name in the hash layout is the digest`() throws {
    let found = try image("https://a.org/x/y.png?z", "abc", .png)
    let stored = try scratch.tree(.hash).put(found)
    let hex = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    #expect(stored.file == "images/ba/\(hex).png")
    #expect(try scratch.read(stored.file) == Array("abc".utf8))
  }

  @Test func `a flat name is made unique`() throws {
    let tree = try scratch.tree(.flat)
    let names = try (0..<20).map { try tree.put(image("https://h\($0).org/p.jpg", "\($0)")).file }
    #expect(names[0] == "images/p.jpg")
    #expect(Set(names).count == 20)
    #expect(names.allSatisfy { $0.split(separator: "/").count == 2 })
    #expect(try scratch.files == names.sorted())
  }

  @Test(arguments: FileLayout.allCases)
  func `names that differ only in case or form get different files`(layout: FileLayout) throws {
    let tree = try scratch.tree(layout)
    let paths = [
      "a/photo.jpg", "a/Photo.jpg", "a/PHOTO.JPG", "A/photo.jpg", "a/%C3%A9.jpg", "a/e%CC%81.jpg",
      "a/%C3%89.jpg", "a/stra%C3%9Fe.jpg", "a/STRASSE.jpg", "a/%CF%82.jpg", "a/%CF%83.jpg",
    ]
    let names = try paths.map { try tree.put(image("https://a.org/\($0)", $0)).file }
    let folded = names.map { $0.uppercased().lowercased() }
    #expect(Set(folded).count == paths.count)
  }

  @Test func `a file of an earlier run counts when names are compared without case`() throws {
    try scratch.write("old", "images/a.org/Photo.jpg")
    let stored = try scratch.tree().put(image("https://a.org/photo.jpg", "new"))
    #expect(stored.file.lowercased() != "images/a.org/photo.jpg")
    #expect(try scratch.read("images/a.org/Photo.jpg") == Array("old".utf8))
  }

  @Test func `a file and a folder may have the same name, in either order`() throws {
    let tree = try scratch.tree()
    let addresses = ["a", "a/b.jpg", "c/d.jpg", "c", "e.jpg/f.jpg", "e.jpg", "g.jpg", "g.jpg/h"]
    for address in addresses {
      let stored = try tree.put(image("https://a.org/" + address, address))
      #expect(try scratch.read(stored.file) == Array(address.utf8))
    }
    #expect(try scratch.files.count == addresses.count)
  }

  @Test func `something else in place of a folder is avoided`() throws {
    try scratch.write("mine", "images/a.org/x")
    let stored = try scratch.tree().put(image("https://a.org/x/y.jpg", "new"))
    #expect(try scratch.read(stored.file) == Array("new".utf8))
    #expect(try scratch.read("images/a.org/x") == Array("mine".utf8))
  }

  @Test(arguments: [
    String(repeating: "a", count: 5000), String(repeating: "%E6%97%A5", count: 300),
    String(repeating: "%F0%9F%91%A9", count: 200), "a" + String(repeating: "%CC%81", count: 600),
    String(repeating: "a/", count: 20_000), String(repeating: "long-folder-name/", count: 300),
    String(repeating: "e%CC%81", count: 120), String(repeating: "a", count: 200) + "/b",
  ])
  func `a long name is cut to the limit and stays unique`(path: String) throws {
    let tree = try scratch.tree()
    var names: Set<String> = []
    for ending in ["1", "2", "3"] {
      let stored = try tree.put(image("https://a.org/" + path + ending, ending))
      #expect(flaw(in: stored.file) == nil, "\(stored.file)")
      #expect(stored.file.utf8.count <= 240)
      #expect(stored.file.split(separator: "/").allSatisfy { $0.utf8.count <= 120 })
      #expect(try scratch.read(stored.file) == Array(ending.utf8))
      names.insert(stored.file.lowercased())
    }
    #expect(names.count == 3)
  }

  @Test(arguments: FileLayout.allCases)
  func `hundreds of hostile addresses get valid and different names`(
    layout: FileLayout
  ) throws {
    let tree = try scratch.tree(layout)
    var addresses: [String] = []
    let pieces = [
      "con", "CON.jpg", "nul.", "aux .x", "com%C2%B9", "a%20", "a.", "...", "%2e%2e%2f", ".git",
      "-n",
      "~", "%7E", "a%5Cb", "a:b", "a%3Fb", "%E2%80%AEx", "%EF%BB%BFx",
      "%F0%9F%91%A8%E2%80%8D%F0%9F",
      "%ED%A0%80", "%C0%AF", "%00", "%7F", "%C2%85", "%E2%80%A8", "%EF%BF%BF", "%EE%80%80", "x.png",
      "X.PNG", "x.jpg", "%20x", "e%CC%81", "%C3%A9", "%CD%8F", "%F3%A0%81%81", "a*b", "a%22b",
      "x|y",
      "%E3%80%80", "%C2%A0", "%EF%BC%8F", "lpt1.jpg", "conin$", "CLOCK$",
    ]
    for piece in pieces {
      for path in ["\(piece)", "\(piece)/", "\(piece)/x.jpg", "x/\(piece)", "x/\(piece)?\(piece)"] {
        addresses.append("https://a.org/" + path)
        addresses.append("https://[::1]:99/" + path)
      }
    }
    var names: Set<String> = []
    // The canonical forms determine which are really different.
    let different = Set(try addresses.map { try WebAddress($0).text }).sorted()
    for (number, address) in different.enumerated() {
      let stored = try tree.put(image(address, "\(number)", number % 2 == 0 ? .png : .svg))
      #expect(flaw(in: stored.file) == nil, "\(address) → \(stored.file)")
      #expect(stored.file.hasPrefix("images/"))
      names.insert(stored.file.uppercased().lowercased())
      #expect(try scratch.read(stored.file) == Array("\(number)".utf8))
    }
    #expect(different.count > 300)
    #expect(names.count == different.count)
    #expect(try scratch.files.count == different.count)
  }

  @Test func `every format has an extension of its own`() throws {
    let tree = try scratch.tree()
    for format in ImageFormat.allCases {
      let stored = try tree.put(image("https://a.org/\(format)/x", "\(format)", format))
      #expect(stored.file == "images/a.org/\(format)/x.\(format.fileExtension)")
    }
  }

  @Test func `a later run gives the same names in any order`() throws {
    let addresses = ["a.jpg", "A.jpg", "a.jpg?1", "a%2Fb.jpg", "a_b.jpg", "a:b.jpg", "a.png"]
    var first: [String: String] = [:]
    let tree = try scratch.tree()
    for address in addresses {
      first[address] = try tree.put(image("https://a.org/" + address, address)).file
    }
    let again = try scratch.tree()
    for address in addresses.reversed() {
      let stored = try again.put(image("https://a.org/" + address, address))
      #expect(stored.file == first[address])
      #expect(!stored.isDuplicate)
    }
    #expect(try scratch.files.count == addresses.count)
  }
}
