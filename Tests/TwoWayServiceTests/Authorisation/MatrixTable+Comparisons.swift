extension MatrixTable {
    /// What is compared; a row for what is compared beside it takes the other job from whom the column says.
    static let comparisons = """
        #                              owner           other           live shares     ended shares    never shared
        #                              ow fo sh re mi  ow fo sh re mi  ow fo sh re mi  ow fo sh re mi  ow fo sh re mi
        comparison.create          in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :opportunity             in  wr nf nf nf nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        comparison.get             in  ok nf ok ok nf  ok nf nf nf nf  -- nf re nf nf  -- nf nf nf nf  -- nf nf nf nf
        comparison.list            in  ok nf ok ok nf  ok nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        comparison.delete          in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        comparison.whatIf          in  ok nf ok ok nf  ok nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :opportunity             in  ok nf nf nf nf  ok nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :priority                in  ok iv iv iv iv  ok iv iv iv iv  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :rating                  in  ok iv iv iv iv  ok iv iv iv iv  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        """
}
