import CrawlModel
import Testing

struct HTTPDateTests {
  @Test(arguments: [
    ("Thu, 01 Jan 1970 00:00:01 GMT", 1), ("Tue, 29 Feb 2000 00:00:00 GMT", 951_782_400),
    ("Wed, 01 Mar 2000 00:00:00 GMT", 951_868_800),
    ("Fri, 31 Dec 2100 23:59:59 GMT", 4_133_980_799),
    ("Mon, 01 Mar 2100 00:00:00 GMT", 4_107_542_400),
    ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777),
    ("Sunday, 06-Nov-70 08:49:37 GMT", 26_729_377),
    ("Monday, 06-Nov-00 08:49:37 GMT", 973_500_577),
    ("Sun Nov  6 08:49:37 1994", 784_111_777), ("Sun Nov 06 08:49:37 1994", 784_111_777),
  ])
  func `the three forms of dates are read, with their leap years`(text: String, seconds: Int) {
    #expect(Timestamp(httpDate: text)?.seconds == Int64(seconds))
  }

  @Test(arguments: [
    "", "0", "-1", "now", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 CET",
    "Wed, 31 Dec 1969 23:59:59 GMT", "Fri, 01 Jan 10000 00:00:00 GMT",
    "Sun, 00 Nov 1994 08:49:37 GMT", "Sun, 06 November 1994 08:49:37 GMT",
    "Sunday, 06-Nov-1994 08:49:37 GMT", "Sunday, 06-Nov 08:49:37 GMT", "Sun Nov 6 08:49 1994",
    "Sun, 06 Nov 1994 +8:49:37 GMT", "1994-11-06T08:49:37Z",
  ])
  func `anything else is no date`(text: String) {
    #expect(Timestamp(httpDate: text) == nil)
  }
}
