package dev.patchbay.core;

/// Settings that distributions make when a system starts (`/usr/lib/sysctl.d`), so that `sysctl
/// --system` finds them. The lab keeps them and does not act by them.
final class HostLimits {
  int mostPids = 32_768;
  int fifos;
  int hardLinks = 1;
  int regular;
  int symlinks = 1;
}
