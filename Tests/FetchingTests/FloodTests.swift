import CrawlModel
import Foundation
import TestSupport
import Testing

@testable import Fetching

/// Servers that send without end what belongs to no response.
@Suite(.enabled(if: FloodServer.isAvailable, "openssl or bash is not on this machine"))
struct FloodTests {
  // RFC 9113 §6.3 and §4.1: a priority of a stream that is idle, and a frame of an unknown type.
  @Test(
    arguments: [
      [0, 0, 5, 2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 16], [0, 0, 4, 0xEE, 0, 0, 0, 0, 0, 1, 2, 3, 4],
    ] as [[UInt8]])
  func `frames without end do not hold a worker`(frame: [UInt8]) throws {
    let server = try FloodServer(frame: frame)
    let fetcher = try Fetcher { $0.certificates = server.authority.path }
    let fetched = try fetcher.fetch(server.url)
    #expect(fetched.response == nil)
    #expect(fetched.fault?.reason == .protocol)
    #expect(fetched.detail?.contains("frames without end") == true)
  }
}
