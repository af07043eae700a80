package dev.patchbay.filter.conntrack;

/// The settings of tracking that each namespace has, with their values at the start; times in
/// seconds (Documentation/networking/nf_conntrack-sysctl.rst).
public enum ConntrackSetting {
  ACCT("acct", 0, 0, 1),
  CHECKSUM("checksum", 1, 0, 1),
  DCCP_LOOSE("dccp_loose", 1, 0, 1),
  DCCP_TIMEOUT_CLOSEREQ("dccp_timeout_closereq", 64),
  DCCP_TIMEOUT_CLOSING("dccp_timeout_closing", 64),
  DCCP_TIMEOUT_OPEN("dccp_timeout_open", 43200),
  DCCP_TIMEOUT_PARTOPEN("dccp_timeout_partopen", 480),
  DCCP_TIMEOUT_REQUEST("dccp_timeout_request", 240),
  DCCP_TIMEOUT_RESPOND("dccp_timeout_respond", 480),
  DCCP_TIMEOUT_TIMEWAIT("dccp_timeout_timewait", 240),
  EVENTS("events", 2, 0, 2),
  FRAG6_HIGH_THRESH("frag6_high_thresh", 4194304, 0, Integer.MAX_VALUE),
  FRAG6_LOW_THRESH("frag6_low_thresh", 3145728, 0, Integer.MAX_VALUE),
  FRAG6_TIMEOUT("frag6_timeout", 60),
  GENERIC_TIMEOUT("generic_timeout", 600),
  GRE_TIMEOUT("gre_timeout", 30),
  GRE_TIMEOUT_STREAM("gre_timeout_stream", 180),
  ICMP_TIMEOUT("icmp_timeout", 30),
  ICMPV6_TIMEOUT("icmpv6_timeout", 30),
  LOG_INVALID("log_invalid", 0, 0, 255),
  SCTP_TIMEOUT_CLOSED("sctp_timeout_closed", 10),
  SCTP_TIMEOUT_COOKIE_ECHOED("sctp_timeout_cookie_echoed", 3),
  SCTP_TIMEOUT_COOKIE_WAIT("sctp_timeout_cookie_wait", 3),
  SCTP_TIMEOUT_ESTABLISHED("sctp_timeout_established", 210),
  SCTP_TIMEOUT_HEARTBEAT_SENT("sctp_timeout_heartbeat_sent", 30),
  SCTP_TIMEOUT_SHUTDOWN_ACK_SENT("sctp_timeout_shutdown_ack_sent", 3),
  SCTP_TIMEOUT_SHUTDOWN_RECD("sctp_timeout_shutdown_recd", 3),
  SCTP_TIMEOUT_SHUTDOWN_SENT("sctp_timeout_shutdown_sent", 3),
  TCP_BE_LIBERAL("tcp_be_liberal", 0, 0, 1),
  TCP_IGNORE_INVALID_RST("tcp_ignore_invalid_rst", 0, 0, 1),
  TCP_LOOSE("tcp_loose", 1, 0, 1),
  TCP_MAX_RETRANS("tcp_max_retrans", 3, 0, 255),
  TCP_TIMEOUT_CLOSE("tcp_timeout_close", 10),
  TCP_TIMEOUT_CLOSE_WAIT("tcp_timeout_close_wait", 60),
  TCP_TIMEOUT_ESTABLISHED("tcp_timeout_established", 432000),
  TCP_TIMEOUT_FIN_WAIT("tcp_timeout_fin_wait", 120),
  TCP_TIMEOUT_LAST_ACK("tcp_timeout_last_ack", 30),
  TCP_TIMEOUT_MAX_RETRANS("tcp_timeout_max_retrans", 300),
  TCP_TIMEOUT_SYN_RECV("tcp_timeout_syn_recv", 60),
  TCP_TIMEOUT_SYN_SENT("tcp_timeout_syn_sent", 120),
  TCP_TIMEOUT_TIME_WAIT("tcp_timeout_time_wait", 120),
  TCP_TIMEOUT_UNACKNOWLEDGED("tcp_timeout_unacknowledged", 300),
  UDP_TIMEOUT("udp_timeout", 30),
  UDP_TIMEOUT_STREAM("udp_timeout_stream", 120);

  private final String word;
  private final int first;
  private final int min;
  private final int max;

  ConntrackSetting(String word, int seconds) {
    this(word, seconds, 0, Integer.MAX_VALUE);
  }

  ConntrackSetting(String word, int first, int min, int max) {
    this.word = word;
    this.first = first;
    this.min = min;
    this.max = max;
  }

  /// The name of its file under `/proc/sys/net/netfilter`.
  public String file() {
    return "nf_conntrack_" + word;
  }

  /// What it is at the start.
  public int first() {
    return first;
  }

  int min() {
    return min;
  }

  int max() {
    return max;
  }
}
