import Addressing
import Testing

@Suite struct TrackingTests {
  @Test(arguments: [
    ("http://h/a?utm_source=x", "http://h/a"),
    ("http://h/a?id=1&fbclid=x&b=2", "http://h/a?id=1&b=2"),
    ("http://h/a?UTM_Source=x&id=1", "http://h/a?id=1"), ("http://h/?gclid=x&gclid=y", "http://h/"),
    ("http://h/a?id=%2F&&mc_eid=1&", "http://h/a?id=%2F&&"),
  ])
  func `a tracking parameter is removed`(_ input: String, _ output: String)
    throws
  {
    let address = try WebAddress(input).withoutTracking
    #expect(address.text == output)
    // Its parts have the same positions as after parsing.
    #expect(address.path == (try WebAddress(output).path))
    #expect(address.query == (try WebAddress(output).query))
  }

  @Test(arguments: [
    "http://h/a", "http://h/a?", "http://h/a?id=1", "http://h/utm_source=x", "http://h/a?x=utm_a",
    "http://h/a?ref=x", "http://h/a?source=x", "http://h/a?utm=1", "http://h/a?fbclid",
    "http://h/a?page=2&&x", "http://h/a?%75tm_source=x",
  ])
  func `everything else stays as written`(_ input: String) throws {
    #expect(try WebAddress(input).withoutTracking.text == input)
  }
}
