import CrawlModel
import Scheduling

extension RunStart {
  /// What there is when a run begins.
  init(_ state: CrawlState, _ frontier: WindowedFrontier) {
    let images = frontier.counts.images
    let waiting = frontier.waitingAtStart
    self.init(
      kind: state.kind, pass: state.pass,
      imagesKnown: images.discovered - images.skippedInAll - images.gone,
      imagesHere: images.taken + images.duplicate + images.unchanged,
      imagesWaiting: waiting.images, addressesWaiting: waiting.addresses)
  }
}
