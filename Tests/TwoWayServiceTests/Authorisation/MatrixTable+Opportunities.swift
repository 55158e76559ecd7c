extension MatrixTable {
    /// What is pursued, found out, believed and assessed.
    static let opportunities = """
        #                              owner           other           live shares     ended shares    never shared
        #                              ow fo sh re mi  ow fo sh re mi  ow fo sh re mi  ow fo sh re mi  ow fo sh re mi
        organisation.create        in  wr -- -- -- --  wr -- -- -- --  fb -- -- -- --  fb -- -- -- --  fb -- -- -- --
        organisation.list          in  ok -- -- -- --  ok -- -- -- --  fb -- -- -- --  fb -- -- -- --  fb -- -- -- --
        organisation.update        in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        organisation.merge         in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :from                    in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :into                    in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb

        person.create              in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        person.list                in  ok em ok ok em  ok em em em em  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        person.update              in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        person.merge               in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :from                    in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :into                    in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb

        opportunity.create         in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :jobSearch               in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :organisation            in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :person                  in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        opportunity.list           in  ok em ok ok em  ok em em em em  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        opportunity.get            in  ok nf ok ok nf  ok nf nf nf nf  -- nf re nf nf  -- nf nf nf nf  -- nf nf nf nf
        opportunity.update         in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :person                  in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        opportunity.advance        in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        opportunity.merge          in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :from                    in  wr nf is is nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :into                    in  wr nf is is nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        opportunity.coverage       in  ok nf ok ok nf  ok nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb

        research.create            in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :organisation            in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :opportunity             in  wr iv iv iv iv  wr iv iv iv iv  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :priority                in  wr iv wr wr iv  wr iv iv iv iv  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :ownQuestion             in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :library                 in  wr -- wr wr nf  wr nf wr nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        research.update            in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :organisation            in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :opportunity             in  wr iv iv iv iv  wr iv iv iv iv  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :priority                in  wr iv wr wr iv  wr iv iv iv iv  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :ownQuestion             in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :library                 in  wr -- wr wr nf  wr nf wr nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        research.list              in  ok nf ok ok nf  ok nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :opportunity             in  ok nf ok ok nf  ok nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        research.delete            in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb

        belief.create              in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :priority                in  wr iv iv iv iv  wr iv iv iv iv  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        belief.update              in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        belief.dismiss             in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        belief.list                in  ok nf ok ok nf  ok nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        belief.get                 in  ok nf ok ok nf  ok nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb

        contradiction.list         in  ok nf ok ok nf  ok nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        contradiction.get          in  ok nf ok ok nf  ok nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        contradiction.explain      in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        contradiction.acceptRisk   in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        contradiction.dismiss      in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb

        decision.record            in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        decision.reverse           in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        decision.start             in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        decision.list              in  ok nf ok ok nf  ok nf nf nf nf  -- nf re nf nf  -- nf nf nf nf  -- nf nf nf nf
        decision.get               in  ok nf ok ok nf  ok nf nf nf nf  -- nf re nf nf  -- nf nf nf nf  -- nf nf nf nf

        realityCheck.due           in  ok -- -- -- --  ok -- -- -- --  fb -- -- -- --  fb -- -- -- --  fb -- -- -- --
        realityCheck.record        in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :priority                in  wr iv iv iv iv  wr iv iv iv iv  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        calibration.get            in  ok -- -- -- --  ok -- -- -- --  fb -- -- -- --  fb -- -- -- --  fb -- -- -- --

        evidence.rate              in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :priority                in  wr iv iv iv iv  wr iv iv iv iv  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :answer                  in  wr nf nf nf nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :research                in  wr nf nf nf nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :promise                 in  wr nf nf nf nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        evidence.list              in  ok nf ok ok nf  ok nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        evidence.retire            in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb

        assessment.get             in  ok nf ok ok nf  ok nf nf nf nf  -- nf re nf nf  -- nf nf nf nf  -- nf nf nf nf
        assessment.rate            in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :priority                in  wr nf nf nf nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        assessment.explain         in  ok nf ok ok nf  ok nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :priority                in  ok iv iv iv iv  ok iv iv iv iv  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        assessment.save            in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        assessment.finalise        in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        assessment.history         in  ok nf ok ok nf  ok nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        assessment.version         in  ok nf ok ok nf  ok nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb

        waiver.grant               in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
          :priority                in  wr iv iv iv iv  wr iv iv iv iv  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        waiver.revoke              in  wr nf wr wr nf  wr nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        waiver.list                in  ok nf ok ok nf  ok nf nf nf nf  fb fb fb fb fb  fb fb fb fb fb  fb fb fb fb fb
        """
}
