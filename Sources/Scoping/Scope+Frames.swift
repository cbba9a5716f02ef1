public import Addressing
public import CrawlModel

/// Frames, which belong to their page wherever they are.
extension Scope {
  /// Whether an address is at a host whose pages are followed.
  public func isAtHostOfPages(_ address: WebAddress) -> Bool { frameHosts.includes(address) }

  /// The maximum number of frames of other hosts inside each other; redirects of a frame count too.
  static let nestedFrames = 5

  /// Whether a document is a frame of another host, of which only the images belong to the crawl.
  public func isForeignFrame(_ job: Job) -> Bool {
    job.kind == .page && job.via?.role == .frame && !frameHosts.includes(job.address)
  }

  func isForeignFrame(_ link: Link) -> Bool {
    link.kind == .page && link.via.role == .frame && !frameHosts.includes(link.address)
  }

  func nesting(of job: Job) -> Int { isForeignFrame(job) ? job.hops : 0 }
}
