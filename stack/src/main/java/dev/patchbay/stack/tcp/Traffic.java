package dev.patchbay.stack.tcp;

/// What a connection has sent and received, for those who ask (RFC 4898).
final class Traffic {
  long bytesSent;
  long bytesRetransmitted;
  long bytesAcknowledged;
  long bytesReceived;
  int segmentsOut;
  int segmentsIn;
  int dataSegmentsOut;
  int dataSegmentsIn;

  Traffic() {}

  void out(int length, int packets) {
    segmentsOut += packets;
    if (length > 0) {
      dataSegmentsOut += packets;
      bytesSent += length;
    }
  }

  void in(int length, int packets) {
    segmentsIn += packets;
    if (length > 0) {
      dataSegmentsIn += packets;
    }
  }
}
