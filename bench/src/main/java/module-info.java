/// Benchmarks, alone and beside peers.
module dev.patchbay.bench {
  requires dev.patchbay.filter;
  requires dev.patchbay.lab;
  requires dev.patchbay.trace;
  requires java.management;
  requires jmh.core;
  requires static org.jspecify;
}
