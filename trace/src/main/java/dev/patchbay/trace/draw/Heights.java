package dev.patchbay.trace.draw;

/// Where things of some heights stand below each other, each as near as can be to where it wishes.
final class Heights {
  private Heights() {}

  /// The upper edges that have the least sum of squared distances to the wished ones (by pooling
  /// adjacent violators).
  static double[] nearest(double[] wished, double[] heights) {
    int count = wished.length;
    double[] mean = new double[count];
    int[] size = new int[count];
    int pools = 0;
    double before = 0;
    for (int i = 0; i < count; i++) {
      mean[pools] = wished[i] - before;
      size[pools] = 1;
      while (pools > 0 && mean[pools - 1] > mean[pools]) {
        double sum = mean[pools - 1] * size[pools - 1] + mean[pools] * size[pools];
        size[pools - 1] += size[pools];
        mean[pools - 1] = sum / size[pools - 1];
        pools--;
      }
      pools++;
      before += heights[i];
    }
    double[] edges = new double[count];
    double offset = 0;
    int at = 0;
    for (int pool = 0; pool < pools; pool++) {
      for (int i = 0; i < size[pool]; i++) {
        edges[at] = mean[pool] + offset;
        offset += heights[at];
        at++;
      }
    }
    return edges;
  }
}
