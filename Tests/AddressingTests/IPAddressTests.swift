import Testing

@testable import Addressing

@Suite struct `IP addresses` {
  @Test(arguments: [
    ("1.2.3.4", "1.2.3.4"), ("0x7f.1", "127.0.0.1"), ("0177.0.0.01", "127.0.0.1"),
    ("2130706433", "127.0.0.1"), ("0x", "0.0.0.0"), ("1.2.3.4.", "1.2.3.4"), ("1.65536", "1.1.0.0"),
    ("4294967295", "255.255.255.255"), ("[::1]", "::1"), ("::", "::"),
    ("1:0:0:2:0:0:0:3", "1:0:0:2::3"), ("1:0:0:2:3:0:0:4", "1::2:3:0:0:4"),
    ("2001:DB8::00ff", "2001:db8::ff"), ("::ffff:1.2.3.4", "::ffff:102:304"),
    ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"), ("1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7"),
    ("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"), ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
    ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"),
  ])
  func `are read in every notation of the standard`(_ text: String, _ canonical: String) throws {
    #expect(try #require(IPAddress(text)).description == canonical)
  }

  @Test(arguments: [
    "", ".", "1..2", "256.1.1.1", "1.2.3.256", "1.2.3.4.5", "4294967296", "08", "0xg", "1.2.65536",
    "99999999999999999999999999", "[::1", "[]", ":", ":::", "1::2::3", "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "12345::", "::1%eth0", "::1.2.3", "::1.2.3.4.5",
    "::01.2.3.4", "::1.2.3.256", "1:2:3:4:5:6:7:1.2.3.4", "::.1.2.3", "1:", "g::", "example.org",
  ])
  func `are rejected as in the standard`(_ text: String) {
    #expect(IPAddress(text) == nil)
  }

  @Test(arguments: [
    "8.8.8.8", "1.1.1.1", "11.0.0.0", "9.255.255.255", "100.63.255.255", "100.128.0.0",
    "126.255.255.255", "128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255",
    "172.32.0.0",
    "192.0.1.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "203.0.114.0",
    "223.255.255.255", "2606:4700:4700::1111", "2a00::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8",
    "2002:808:808::1", "2001:0:808:808::f7f7:f7f7",
  ])
  func `of the public internet are public`(_ text: String) throws {
    #expect(try #require(IPAddress(text)).isPublic)
  }

  @Test(arguments: [
    "0.0.0.0", "0.255.255.255", "10.0.0.1", "100.64.0.1", "100.127.255.255", "127.0.0.1",
    "127.255.255.255", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1",
    "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1",
    "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1",
    "febf::1", "fec0::1", "fc00::1", "fd12:3456::1", "ff02::1", "2001:db8::1", "3fff::1",
    "2001:10::1", "100::1", "4000::1", "5f00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "::127.0.0.1", "::8.8.8.8", "::ffff:0:192.168.0.1", "::ffff:0:8.8.8.8", "64:ff9b::192.168.0.1",
    "64:ff9b:1::8.8.8.8",
    "2002:7f00:1::", "2002:c0a8:101::1", "2001:0:7f00:1::f7f7:f7f7", "2001:0:808:808::80ff:fffe",
  ])
  func `of special purpose are not public`(_ text: String) throws {
    #expect(try !#require(IPAddress(text)).isPublic)
  }

  @Test func `are distinguished from names in an address`() throws {
    #expect(try WebAddress("http://0x7F000001/").ipAddress == .v4(0x7F00_0001))
    #expect(try WebAddress("http://[0:0::1]:80/").ipAddress == .v6(high: 0, low: 1))
    #expect(try WebAddress("http://[0:0::1]:80/").host == "[::1]")
    #expect(try !WebAddress("http://1.2.3.4a/").isIPAddress)
    #expect(try !WebAddress("http://a1/").isIPAddress)
  }

  @Test(arguments: [
    ("93.184.216.34", NetworkKind.everywhere), ("2606:2800:220:1::1", .everywhere),
    ("10.0.0.5", .site), ("172.31.255.255", .site), ("192.168.1.1", .site), ("fd12::1", .site),
    ("fe80::1", .site), ("::ffff:10.0.0.5", .site), ("127.0.0.1", .machine), ("::1", .machine),
    ("::", .machine), ("::ffff:127.8.0.1", .machine), ("0.0.0.0", .special),
    ("169.254.169.254", .special), ("::ffff:169.254.169.254", .special),
    ("fd00:ec2::254", .special), ("100.100.100.200", .special), ("192.0.0.192", .special),
    ("172.32.0.1", .everywhere), ("64:ff9b::a00:5", .special), ("224.0.0.1", .special),
  ])
  func `it belongs to a kind of network`(text: String, network: NetworkKind) throws {
    #expect(try #require(IPAddress(text)).network == network)
  }
}
