// The yardstick: the same work as a plain scalar C++ program. Prints "name value checksum" lines.
#include <chrono>
#include <cmath>
#include <cstdio>
#include <vector>

struct Row { double cp, strike, years, vol, rate, carry, interest; };

static const double inverseSqrtTwoPi = 0.3989422804014327;
static double pdf(double x) { return inverseSqrtTwoPi * std::exp(-0.5 * x * x); }
static double cdf(double x) { return 0.5 * std::erfc(-x * 0.7071067811865476); }

static std::vector<Row> makeChain(double spot) {
  std::vector<Row> rows;
  for (int row = 0; row < 8000; ++row) {
    const int expiry = row / 400;
    const double strike = 4000 + (row % 400) / 2 * 10;
    rows.push_back({row % 2 == 0 ? 1.0 : -1.0, strike, (1 + expiry * 3) / 365.0,
                    0.14 + 0.3 * std::fabs(strike / spot - 1), 0.04, 0.013, 100.0 + (row * 37) % 1000});
  }
  return rows;
}

static double greeks(const std::vector<Row>& rows, double spot) {
  double sum = 0;
  for (const Row& r : rows) {
    const double root = std::sqrt(r.years), deviation = r.vol * root;
    const double d1 = (std::log(spot / r.strike) + (r.rate - r.carry + 0.5 * r.vol * r.vol) * r.years) / deviation;
    const double d2 = d1 - deviation, growth = std::exp(-r.carry * r.years), discount = std::exp(-r.rate * r.years);
    const double density = pdf(d1), n1 = cdf(r.cp * d1), n2 = cdf(r.cp * d2);
    const double gamma = growth * density / (spot * deviation), vega = spot * growth * density * root;
    sum += r.cp * (spot * growth * n1 - r.strike * discount * n2) + r.cp * growth * n1 + gamma + vega;
    sum += -spot * growth * density * r.vol / (2 * root) +
           r.cp * (r.carry * spot * growth * n1 - r.rate * r.strike * discount * n2);
    sum += r.cp * r.strike * r.years * discount * n2 - growth * density * d2 / r.vol + vega * d1 * d2 / r.vol;
    sum += r.cp * r.carry * growth * n1 -
           growth * density * (2 * (r.rate - r.carry) * r.years - d2 * deviation) / (2 * r.years * deviation);
    sum += -gamma / spot * (d1 / deviation + 1) + gamma * (d1 * d2 - 1) / r.vol;
    sum += vega * (r.carry + (r.rate - r.carry) * d1 / deviation - (1 + d1 * d2) / (2 * r.years));
  }
  return sum;
}

static double profile(const std::vector<Row>& rows, double spot, int points) {
  double sum = 0;
  for (int point = 0; point < points; ++point) {
    const double x = spot * (0.8 + 0.4 * point / (points - 1));
    double net = 0;
    for (const Row& r : rows) {
      const double deviation = r.vol * std::sqrt(r.years);
      const double drift = (r.rate - r.carry + 0.5 * r.vol * r.vol) * r.years;
      const double d1 = (std::log(x / r.strike) + drift) / deviation;
      net += r.cp * std::exp(-r.carry * r.years) * pdf(d1) / (x * deviation) * r.interest * 100 * x * x * 0.01;
    }
    sum += std::fabs(net);
  }
  return sum;
}

template <class Work> static double bestMs(int repeats, Work work) {
  double best = 1e30;
  for (int i = 0; i < repeats; ++i) {
    const auto start = std::chrono::steady_clock::now();
    work();
    const double ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    if (ms < best) best = ms;
  }
  return best;
}

int main() {
  const double spot = 5000;
  const std::vector<Row> rows = makeChain(spot);
  volatile double check = 0;
  const double greeksMs = bestMs(60, [&] { check = greeks(rows, spot); });
  std::printf("greeks %.6f %.12g\n", greeksMs, (double)check);
  const double profileMs = bestMs(5, [&] { check = profile(rows, spot, 401); });
  std::printf("profile %.6f %.12g\n", profileMs, (double)check);
}
