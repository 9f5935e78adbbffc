package io.realign.learning.dl4j;

/** Normalises the rows of a batch together, or those of each domain by themselves. */
@SuppressWarnings("ArrayRecordComponent")
record NormaliseLayer(int rows, Normalisation[] domains) implements Layer {
    static Layer of(Signal in, Signal out, Weights weights, boolean perDomain) {
        Normalisation source = new Normalisation(in, out, weights, 0);
        return new NormaliseLayer(
                in.rows(),
                perDomain
                        ? new Normalisation[] {source, new Normalisation(in, out, weights, 1)}
                        : new Normalisation[] {source});
    }

    @Override
    public void forward(Pass pass) {
        if (domains.length == 1) {
            domains[0].forward(0, rows);
        } else {
            domains[0].forward(0, pass.sources());
            domains[1].forward(pass.sources(), rows);
        }
    }

    @Override
    public void backward() {
        for (Normalisation domain : domains) {
            domain.backward(domain == domains[0]);
        }
    }

    @Override
    public void settle() {
        for (Normalisation domain : domains) {
            domain.settle();
            domain.settleAs(domains[0]);
        }
    }
}
