import CrawlModel
import Files
import S3
import Storing
import Threads

/// Where images are stored instead of the output folder: a bucket of a server with the protocol of
/// Amazon S3, and what the names of its objects begin with.
///
/// ```swift
/// configuration.store = try StoreAddress("s3://photos/birds")
/// ```
///
/// The server, the region and the credentials are those of the environment: `AWS_ENDPOINT_URL_S3` or
/// `AWS_ENDPOINT_URL`, `AWS_REGION` or `AWS_DEFAULT_REGION`, `AWS_ACCESS_KEY_ID`,
/// `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`. They are never recorded.
public struct StoreAddress: Sendable, Hashable, CustomStringConvertible {
  let address: S3Address

  /// Reads an address, `s3://BUCKET[/PREFIX]`.
  ///
  /// - Throws: `CrawlError` with ``CrawlError/Code/badSetting``.
  public init(_ text: String) throws(CrawlError) {
    do throws(S3Error) { address = try S3Address(text) } catch { throw CrawlError(error) }
  }

  /// The address, without a slash at its end.
  public var description: String { address.description }
}

extension StoreAddress: OptionText {
  var text: String { description }
}

extension CrawlConfiguration {
  /// How long the start of a crawl waits for a store that is away or busy.
  private static let patienceAtStart: Duration = .seconds(10)

  /// The layout that takes effect: images in a store are named by their digest.
  var layoutInForce: FileLayout { store == nil ? layout : .hash }

  /// Why the layout cannot be used together with a store; `nil` if it can.
  var storeProblem: String? {
    guard store != nil, layout != .site, layout != .hash else { return nil }
    return "Images in a store are named by their digest; leave --layout \(layout.rawValue) out, or "
      + "give --layout hash."
  }

  /// The bucket of the images; `nil` if they are in the output folder.
  ///
  /// - Throws: `CrawlError` if there are no credentials, or a variable cannot be used.
  var storePlace: S3Place? {
    get throws(CrawlError) {
      guard let store else { return nil }
      do throws(S3Error) {
        var place = S3Place(store.address, try S3Account(ProcessEnvironment.variables))
        place.verifiesCertificates = verifiesCertificates
        place.certificates = certificates?.path
        place.userAgent = "magpie/\(MagpieVersion.current)"
        return place
      } catch {
        throw CrawlError(error)
      }
    }
  }

  /// Makes sure that the store can be written and read; does nothing in a dry run.
  ///
  /// - Throws: `CrawlError` if it cannot.
  func checkStore() throws(CrawlError) {
    guard !isDryRun, let place = try storePlace else { return }
    do throws(S3Error) {
      try Bucket(place, patience: Self.patienceAtStart).check()
    } catch {
      throw CrawlError(error)
    }
  }
}

extension CrawlError {
  init(_ error: S3Error) {
    switch error.code {
    case .badAddress, .noCredentials, .badSetting: self.init(.badSetting, error.message)
    case .unreachable, .timedOut, .closed, .busy, .tls, .cancelled:
      self.init(.storeUnreachable, error.message)
    case .badCredentials, .clock, .notAllowed, .otherRegion, .noBucket, .damaged, .redirected,
      .refused, .unread:
      self.init(.store, error.message)
    }
  }
}
