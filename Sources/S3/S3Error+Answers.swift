import Bytes

extension S3Error {
  /// Makes the error for an answer.
  ///
  /// - Parameters:
  ///   - answer: the answer, with a status other than 2xx.
  ///   - place: the bucket that was asked.
  ///   - action: what was tried, such as `written`.
  init(_ answer: S3Answer, from place: S3Place, action: String) {
    let bucket = place.address.bucket
    let problem = answer.element("Code") ?? ""
    let said = answer.element("Message").map { " (\(VisibleText.line($0).cut(to: 300)))" } ?? ""
    let region = answer.headers["x-amz-bucket-region"] ?? answer.element("Region")
    let word = problem.isEmpty ? "" : " " + VisibleText.line(problem).cut(to: 100)
    let status = "\(answer.status)\(word)"
    switch (answer.status, problem) {
    case (_, "RequestTimeTooSkewed"):
      self.init(
        .clock,
        "The clock of this machine differs too much from that of the store\(said). Set it, for "
          + "example with 'timedatectl set-ntp true'.")
    case (_, "AuthorizationHeaderMalformed") where region != nil && region != place.account.region,
      (301, _) where region != nil && region != place.account.region,
      (400, "") where region != nil && region != place.account.region:
      let right = VisibleText.line(region ?? "").cut(to: 60)
      self.init(
        .otherRegion,
        "The bucket \(bucket) is in the region \(right), not in \(place.account.region): set "
          + "AWS_REGION=\(right).")
    case (300..<400, _):
      self.init(
        .redirected,
        "The store sends to another address (\(status)), and credentials are not sent there. Set "
          + "AWS_REGION to the region of the bucket \(bucket), or AWS_ENDPOINT_URL_S3 to the right "
          + "server.")
    case (_, "InvalidAccessKeyId"), (_, "SignatureDoesNotMatch"), (_, "InvalidToken"),
      (_, "ExpiredToken"), (_, "TokenRefreshRequired"), (_, "InvalidSecurity"), (401, _):
      self.init(
        .badCredentials,
        "The store does not accept the credentials (\(status))\(said). Check AWS_ACCESS_KEY_ID, "
          + "AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN; temporary ones may have expired.")
    case (_, "NoSuchBucket"):
      self.init(
        .noBucket,
        "There is no bucket \(bucket) at \(place.origin). Create it, or set AWS_ENDPOINT_URL_S3 "
          + "and AWS_REGION to where it is.")
    case (_, "XAmzContentSHA256Mismatch"), (_, "BadDigest"), (_, "InvalidDigest"):
      self.init(.damaged, "The store received other bytes than were sent (\(status)).")
    case (_, "RequestTimeout"), (_, "SlowDown"), (_, "InternalError"), (408, _), (429, _),
      (500..<600, _):
      self.init(.busy, "The store answered \(status)\(said).")
    case (403, _):
      self.init(
        .notAllowed,
        "The bucket \(bucket) may not be \(action) with these credentials (\(status))\(said). Allow "
          + "s3:PutObject and s3:GetObject on \(place.address)/*, or give other credentials.")
    default:
      self.init(
        .refused, "\(place.address) cannot be \(action): the store answered \(status)\(said).")
    }
  }
}
